"""``aum-sync schema``: the JSON Schema of a file that aum_sync reads or writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import click

from aum_sync.cli.output import result
from aum_sync.config import shape
from aum_sync.plan import schema as plan_schema
from aum_sync.report import audit
from aum_sync.simulator.documents import schema_text as simulator_schema
from aum_sync.store.document import schema_text as state_schema

SCHEMAS: Mapping[str, Callable[[], str]] = {
    "config": shape.schema_text,
    "plan": plan_schema.schema_text,
    **{
        name: partial(state_schema, name)
        for name in ("week", "master", "pin", "request", "account", "pending", "applied")
    },
    "audit": audit.schema_text,
    "world": partial(simulator_schema, "world"),
    "faults": partial(simulator_schema, "faults"),
}
"""What can be printed, by the name that the command line knows it by."""


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="config", metavar="[NAME]")
def command(name: str) -> None:
    """Print the JSON Schema of a file, for editors and other tools: of config/season.yaml, or NAME.

    \b
    config    config/season.yaml
    plan      what plan --format json prints
    week      state/weeks/281.json, 281.held.json
    master    state/masters/KEY.json, state/others/ID.json
    pin       state/pins/*.json
    request   state/requests/7.json
    account   state/account.json
    pending   state/pending.json
    applied   state/applied.json
    audit     a row of state/audit/2026.csv, by the names in its head
    world     what simulate --world reads
    faults    what simulate --faults reads

    \b
    Examples:
      aum-sync schema > config/season.schema.json
      aum-sync schema plan
    """
    result(SCHEMAS[name](), json=True)
