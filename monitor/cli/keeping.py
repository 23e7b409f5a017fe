"""Commands that keep the figures right and the database safe: verify, rebuild, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import show
from monitor.cli.door import Json, app, opened

_SHOWN = 20


@app.command(epilog="Example: [bold]monitor verify[/bold]")
def verify(ctx: typer.Context, json_: Json = False) -> None:
    """Recount every figure from the mentions and compare. Exit code 1 where they differ."""
    with opened(ctx) as monitor:
        differences = monitor.verify()
    if json_:
        show.print_json({"ok": not differences, "differences": differences})
    elif differences:
        for difference in differences[:_SHOWN]:
            show.out.print(show.plain(difference))
        show.out.print(f"{len(differences):,} differences. Mend buckets with: monitor rebuild")
    else:
        show.out.print("Every figure equals what the mentions say.")
    if differences:
        raise typer.Exit(1)


@app.command(epilog="Example: [bold]monitor rebuild[/bold]")
def rebuild(ctx: typer.Context, json_: Json = False) -> None:
    """Make the kept figures anew from the mentions."""
    with opened(ctx) as monitor:
        wrong = monitor.rebuild()
    if json_:
        show.print_json({"mended": wrong})
    else:
        show.out.print(
            f"Rebuilt. {wrong:,} figures were wrong." if wrong else "Rebuilt. All were right."
        )


@app.command(epilog="Example: [bold]monitor backup /media/disk/monitor-2020-07-02.db[/bold]")
def backup(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; beside the database if not given.")
    ] = None,
    json_: Json = False,
) -> None:
    """Write a whole, checked copy of the database, while everything goes on."""
    with opened(ctx) as monitor:
        copy = monitor.back_up(file)
        key = monitor.store.key_file
    if json_:
        told = {"file": str(copy.file), "bytes": copy.bytes, "posts": copy.posts}
        show.print_json(told | {"author_key": str(key)})
        return
    size = f"{copy.bytes / 1_000_000:,.1f} MB"
    show.out.print(f"Backed up {copy.posts:,} posts, {size}: {show.near(copy.file)}")
    show.say(
        f"The author key is not in it, and without it the copy is of no use: keep "
        f"{show.near(key)} in another safe place."
    )


@app.command(epilog="Example: [bold]monitor restore /media/disk/monitor-2020-07-02.db[/bold]")
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="What monitor backup has written.")],
    json_: Json = False,
) -> None:
    """Put a backup in the place of the database, which is kept aside. Stop the clock before."""
    from monitor import app as house
    from monitor.budget import usd

    done = house.restore(ctx.obj.config, file)
    carried = None if done.carried is None else usd(done.carried)
    kept = done.kept and str(done.kept)
    if json_:
        posts = done.copy.posts
        show.print_json({"file": str(file), "posts": posts, "kept": kept, "carried_usd": carried})
        return
    show.out.print(f"Restored {done.copy.posts:,} posts from {show.near(file)}.")
    if done.kept:
        show.out.print(f"The database that stood there is kept: {show.near(done.kept)}")
    if carried is None:
        show.say(
            "Nobody knows here what was spent since the backup, so nothing more is bought "
            "today: from the next UTC day on the budget holds again."
        )
    elif carried:
        show.out.print(f"${carried:,.3f} was spent since the backup, and counts as spent.")
