"""The chart as a picture, drawn by `transitions` from the same steps that decide.

Mermaid needs no program; SVG and PNG need Graphviz. Drawn are the events that move a case from state to state.
"""

from typing import Any, Literal

from process.definition import Definition
from process.errors import NotFound
from process.states import State, Step

Engine = Literal["mermaid", "graphviz"]


def draw(definition: Definition, format: str) -> bytes:
    """The diagram as `mermaid` (text), `svg` or `png`. Raises NotFound where Graphviz is needed and not there."""
    if format == "mermaid":
        return diagram_mermaid(definition).encode()
    return diagram_image(definition, format)


def diagram_mermaid(definition: Definition) -> str:
    """The states and the events that move between them, as Mermaid text."""
    text = str(_drawing(definition, "mermaid").draw(None))
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def diagram_image(definition: Definition, format: str) -> bytes:
    """The same as SVG or PNG. Raises NotFound where Graphviz is not there."""
    try:
        import graphviz  # noqa: F401  # without it transitions would draw Mermaid instead, and only log that

        drawn: bytes = _drawing(definition, "graphviz").draw(None, format=format, prog="dot")
    except (ImportError, FileNotFoundError, RuntimeError) as error:
        raise _no_graphviz(format, str(error)) from None
    return drawn


def _no_graphviz(format: str, why: str) -> NotFound:
    return NotFound(
        f"A diagram as {format} is drawn by Graphviz, and that is not there",
        way_on="Install the program `dot` and the Python package of the extra `diagram`, or take the Mermaid diagram, "
        "which needs no program.",
        details={"format": format, "why": why},
    )


def _drawing(definition: Definition, engine: Engine) -> Any:
    """A machine made only to be drawn, with itself as model. Steps that leave the state as it is are left out."""
    from transitions.extensions import GraphMachine

    machine = GraphMachine(
        states=[str(state) for state in State],
        initial=str(State.SUBMITTED),
        transitions=[_move(step) for step in definition.chart.steps if step.sources and step.dest],
        auto_transitions=False,
        graph_engine=engine,
        title=definition.id,
    )
    for graph in machine.model_graphs.values():
        graph.reset_styling()  # a chart of rules stands nowhere: no state of it is the current one
    return machine.get_graph()


def _move(step: Step) -> dict[str, Any]:
    sources = [str(source) for source in step.sources if source is not step.dest]
    return {"trigger": step.event.__name__, "source": sources, "dest": str(step.dest)}
