"""``aum-sync completion``: what teaches a shell to complete verbs, options, masters and weeks."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from aum_sync.cli.output import result

_VARIABLE = "_AUM_SYNC_COMPLETE"


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that teaches a shell to complete verbs, options, masters and weeks.

    Masters and weeks are those of the season at --root, from config/ and state/ alone. The script
    is click's own; `_AUM_SYNC_COMPLETE=bash_source aum-sync` prints the same.

    \b
    Examples:
      eval "$(aum-sync completion bash)"       # in ~/.bashrc; zsh: in ~/.zshrc
      aum-sync completion fish | source        # in ~/.config/fish/config.fish
    """
    root = ctx.find_root()
    made = get_completion_class(shell)
    assert made is not None, "click knows the shells that can be chosen"
    result(made(root.command, {}, str(root.info_name), _VARIABLE).source())
