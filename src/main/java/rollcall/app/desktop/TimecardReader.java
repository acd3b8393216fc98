package rollcall.app.desktop;

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

  /// @param place opens the history
  void totals(
      TimecardRequest request,
      CompletableFuture<HistoryReader.Opening> place,
      Consumer<TimecardAnswer> onAnswer) {
    totals.read(
        place,
        history ->
            onAnswer.accept(
                new TimecardAnswer.Totals(
                    new TimecardQuery(history, clock.instant())
                        .totals(request.people(), request.rules(), request.days()))),
        sentence -> onAnswer.accept(new TimecardAnswer.Failed(sentence)));
  }

  /// @param place opens the history
  void day(
      UserId person,
      LocalDate day,
      AccountingRules rules,
      CompletableFuture<HistoryReader.Opening> place,
      Consumer<TimecardAnswer> onAnswer) {
    days.read(
        place,
        history ->
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
