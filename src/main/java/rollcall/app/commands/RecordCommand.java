package rollcall.app.commands;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.app.cli.SharedRecordOptions;

/// `rollcall record`: does what `watch` does, and writes each sighting to the history.
@Command(
    name = "record",
    description = {
      "Works as 'watch', and adds each change to the history.",
      "",
      "Time in which it does not run is unknown, never away. Ctrl+C ends it."
    })
final class RecordCommand extends WatchCommand {
  @Mixin private final SharedRecordOptions shared = new SharedRecordOptions();

  @Override
  boolean records() {
    return true;
  }

  @Override
  SharedRecordOptions.@Nullable SharedRecord sharedRecord() {
    return shared.sharedRecord();
  }

  @Override
  boolean onlyPrints() {
    return false;
  }
}
