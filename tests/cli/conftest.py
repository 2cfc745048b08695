from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli.main import cli

FILES = {
    "wolke.de.md": """---
title: Die Wolke
summary: Was in der Cloud liegt.
date: 2026-11-01
tags: [cloud, kosten]
weight: 1
---

Der Strom kostet 1.200 Euro. Die Kühlung kostet mehr.

## Öl und Straße

- Erstens Öl.
- Zweitens Gas.

```
x = 1
y = 2
```
""",
    "wolke.en.md": """---
title: The cloud
summary: What is in the cloud.
date: 2026-11-02
tags: [cloud, costs]
weight: 1
---

Power costs 1,200 euros. Cooling costs more.

## Oil and road

- First, oil.
- Second, gas.

```
x = 1
y = 2
```
""",
    "notiz.de.md": """---
title: Nur deutsch
summary: Ein Text ohne Gegenstück.
date: 2026-10
weight: 2
---

Ein Satz, ein Satz, noch ein Satz.
""",
}

Run = Callable[..., Result]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with one briefing in two languages and one in German."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(library: Path) -> Run:
    """Runs a command on the folder; nothing of stdout goes to stderr or the other way round."""

    def invoke(*words: str, stdin: str | bytes | None = None, on: Path | None = None) -> Result:
        result = CliRunner().invoke(
            cli, ["--library", str(on or library), *words], input=stdin, prog_name="briefing", catch_exceptions=False
        )
        assert "Traceback" not in result.stderr
        return result

    return invoke
