"""A notebook, run as Jupyter runs it: what stands below its cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cases
import pytest

nbformat = pytest.importorskip("nbformat")
nbconvert = pytest.importorskip("nbconvert")
pytest.importorskip("ipykernel")

CALL = """
import openai
client = openai.OpenAI(base_url="http://127.0.0.1:{port}/api/gateway/v1/endpoints", api_key="key", max_retries=0)
client.chat.completions.create(model="ep-2wt0ee-1785658859439536998", messages=[{{"role": "user", "content": "Hello"}}])
"""


def test_a_failed_cell_is_explained(server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WQERR_LANG", "zh")
    server.case = cases.case("customer-frozen", "edge", 403, 0)
    cells = ["%load_ext wqerr", CALL.format(port=server.port), "1 / 0", "import wqerr\nwqerr.lookup('user-frozen')"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    from nbconvert.preprocessors import ExecutePreprocessor

    ExecutePreprocessor(allow_errors=True, timeout=120).preprocess(notebook, {"metadata": {"path": str(tmp_path)}})
    loaded, failed, other, looked_up = (cell.outputs for cell in notebook.cells)
    assert loaded == []
    error, explanation = failed
    assert error.output_type == "error" and error.ename == "PermissionDeniedError"
    assert explanation.output_type == "display_data"
    html = explanation.data["text/html"]
    assert "403 Forbidden (customer-frozen)" in html and "20012345" in html and "能否重试：" in html
    assert "customer-frozen" in explanation.data["text/plain"]
    assert [output.output_type for output in other] == ["error"]
    assert "账号被冻结" in looked_up[0].data["text/html"]
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    assert "403 Forbidden (customer-frozen)" in page and "能否重试：" in page
