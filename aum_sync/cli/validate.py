"""``aum-sync validate``: configuration, locks and checksums, without any network."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.beside import searching
from aum_sync.cli.output import annotate, result, say, style_for
from aum_sync.cli.season import annotator, open_season, refuse_missing_pins, tree_of
from aum_sync.config.types import Config
from aum_sync.errors import ExitCode, Fault, Level
from aum_sync.plan.types import Problem
from aum_sync.report.annotations import Annotator
from aum_sync.report.faults import render_faults
from aum_sync.report.validation import Validation, WeekCheck, validate
from aum_sync.season.items import State
from aum_sync.season.typos.cases import too_many
from aum_sync.season.verdict import complaint, correction_line, remedy


@click.command("validate")
@options.root
@options.week
@click.option(
    "--strict",
    is_flag=True,
    help="Exit 1 where a week is held, a genre unknown, or the configuration has a warning.",
)
@options.form("json", "csv")
def command(root: Path, weeks: tuple[int, ...], strict: bool, form: str) -> ExitCode:
    """Check the configuration, every lock and every week's checksum. Needs no network.

    Weeks that fail their checksum are warnings: a plan holds them back and goes on.
    """
    tree = tree_of(root, None)[0]
    loaded, state = open_season(tree)
    aside = too_many(loaded.config, state)
    search = searching(loaded.config, state) if form == "text" and not aside else None
    refuse_missing_pins(tree, loaded, state)
    validation = _validation(loaded.config, state, weeks)
    level: Level = "error" if loaded.config.policy.on_mismatch == "fail" else "warning"
    if loaded.warnings:
        say(render_faults(loaded.warnings, style_for(sys.stderr)))
    if form == "json":
        from aum_sync.report import weeks_data

        result(weeks_data.as_json(validation, loaded.warnings), json=True)
    elif form == "csv":
        from aum_sync.report import weeks_data

        result(weeks_data.as_csv(validation))
    else:
        from aum_sync.report import weeks as weeks_report

        findings = search() if search else ()
        result(weeks_report.render(validation, loaded.source, style_for(sys.stdout), findings))
        if aside:
            say(f"{aside}: aum-sync typos")
    write = annotator(root, state, loaded.source)
    commands = _annotations(write, validation, loaded.warnings, level)
    annotate(commands, machine=form != "text")
    return _exit_code(validation, loaded.warnings, level, strict=strict)


def _validation(config: Config, state: State, weeks: tuple[int, ...]) -> Validation:
    known = {week.week for week in state.weeks}
    known |= set(range(config.season.first_week, config.season.last_week + 1))
    return validate(config, state, options.known_weeks(weeks, known))


def _exit_code(
    validation: Validation, warnings: tuple[Fault, ...], level: Level, *, strict: bool
) -> ExitCode:
    if validation.failing and level == "error":
        return ExitCode.ERROR
    if strict and (validation.failing or validation.unknown or warnings):
        return ExitCode.ERROR
    return ExitCode.OK


def _annotations(
    write: Annotator, validation: Validation, warnings: tuple[Fault, ...], level: Level
) -> Iterator[str]:
    return write.commands((_problem(check, level) for check in validation.failing), warnings)


def _problem(check: WeekCheck, level: Level) -> Problem:
    text, judged = complaint(check.judged), check.judged
    hint = f"{remedy(judged)} {correction_line(judged)}"
    return Problem(level, check.status, text, check.week, hint=hint)
