package rollcall.app.desktop;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import rollcall.app.recording.TimecardQuery;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.ui.model.TimecardAnswer;
import rollcall.ui.model.TimecardRequest;

/// Timecards for the screen; only the newest request of each kind is answered. Thread: any.
final class TimecardReader implements AutoCloseable {
  private final HistoryReader totals = new HistoryReader("timecards");
  private final HistoryReader days = new HistoryReader("timecard-day");
  private final InstantSource clock;

  TimecardReader(InstantSource clock) {
    this.clock = clock;
  }

  /// @param file the history
  void totals(
      TimecardRequest request, CompletableFuture<Path> file, Consumer<TimecardAnswer> onAnswer) {
    totals.read(
        file,
        (history, _) ->
            onAnswer.accept(
                new TimecardAnswer.Totals(
                    new TimecardQuery(history, clock.instant())
                        .totals(request.people(), request.rules(), request.days()))),
        sentence -> onAnswer.accept(new TimecardAnswer.Failed(sentence)));
  }

  /// @param file the history
  void day(
      UserId person,
      LocalDate day,
      AccountingRules rules,
      CompletableFuture<Path> file,
      Consumer<TimecardAnswer> onAnswer) {
    days.read(
        file,
        (history, _) ->
            onAnswer.accept(
                new TimecardAnswer.Day(
                    new TimecardQuery(history, clock.instant()).day(person, rules, day))),
        sentence -> onAnswer.accept(new TimecardAnswer.Failed(sentence)));
  }

  @Override
  public void close() {
    totals.close();
    days.close();
  }
}
