package rollcall.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import rollcall.history.History;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.Rules;
import rollcall.timecard.TimecardExport;
import rollcall.timecard.TimecardExport.Written;
import rollcall.ui.ExportRequest;

/// Timecards on their way into the file that somebody picked. Lane: disk.
///
/// @param people whose; empty means everybody who was ever watched
/// @param from the first day
/// @param to the last day, inclusive
record ExportFile(
    Collection<UserId> people,
    LocalDate from,
    LocalDate to,
    Rules rules,
    CsvStyle style,
    Path file) {
  /// What was asked for at the window.
  static ExportFile of(ExportRequest request, Path file) {
    CsvStyle style = request.spreadsheet() ? CsvStyle.spreadsheet(request.locale()) : CsvStyle.DATA;
    return new ExportFile(
        request.people(),
        request.from(),
        request.to(),
        Rules.in(request.zone()),
        request.guard() ? style : style.unguarded(),
        file);
  }

  /// Writes the whole file in its place, or nothing.
  ///
  /// While somebody is looked at, time ends at the last confirmed moment: what is so now will be
  /// confirmed, and is nobody's unknown time. Else it ends now, and the time since is unknown.
  ///
  /// @throws IOException with a sentence for a person; a file that was there before is untouched
  Written write(History history, Instant now) throws IOException {
    Instant known = history.lastKnown().orElse(now);
    Instant end = history.recording() && somebodyIsSeen(history) ? known : now;
    TimecardExport export = export(history);
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Written written = write(export, history, known, end, part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } catch (FileSystemException e) {
      throw new IOException("Nothing can be written to " + target + ". Choose another place.", e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private TimecardExport export(History history) throws IOException {
    Workspace workspace =
        history
            .workspace()
            .orElseThrow(() -> new IOException("Nothing has been recorded here yet."));
    Map<UserId, Person> known =
        history.people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
    List<Person> whose =
        everybodyIfNobody(history).stream()
            .map(user -> known.getOrDefault(user, Person.unknown(user)))
            .toList();
    return new TimecardExport(workspace, whose, from, to, rules, style);
  }

  private static boolean somebodyIsSeen(History history) throws IOException {
    return history.board().standings().stream().anyMatch(one -> one.presence().observed());
  }

  private Collection<UserId> everybodyIfNobody(History history) throws IOException {
    return people.isEmpty()
        ? history.board().standings().stream().map(standing -> standing.user()).toList()
        : people;
  }

  private static Written write(
      TimecardExport export, History history, Instant known, Instant end, Path part)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        BufferedWriter out =
            new BufferedWriter(
                new OutputStreamWriter(
                    Channels.newOutputStream(channel), StandardCharsets.UTF_8))) {
      Written written =
          export.write((user, from, to) -> history.spans(user, from, to, known, end), end, out);
      out.flush();
      channel.force(true);
      return written;
    }
  }
}
