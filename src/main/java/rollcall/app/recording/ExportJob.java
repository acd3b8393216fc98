package rollcall.app.recording;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import rollcall.app.cli.Version;
import rollcall.history.History;
import rollcall.presence.AuditEvent;
import rollcall.presence.Overlay;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.EventSource;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportMeta;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.SpanSource;
import rollcall.timecard.TimecardExport;
import rollcall.ui.model.ExportRequest;

/// A part of the record on its way into the file that somebody picked. Lane: disk.
///
/// @param people whose; empty means everybody who was ever watched
/// @param from the first day
/// @param to the last day, inclusive
/// @param namesHidden whether people are called `Person 1`, `Person 2` and so on
/// @param splitAtMidnight whether an interval that goes on over midnight is one row a day
/// @param meta whether a `….meta.json` beside it says how it came about
/// @param file the file, or a directory in which it gets its usual name
public record ExportJob(
    ExportKind kind,
    Collection<UserId> people,
    LocalDate from,
    LocalDate to,
    AccountingRules rules,
    CsvStyle style,
    boolean namesHidden,
    boolean splitAtMidnight,
    boolean meta,
    Path file) {
  /// What was asked for at the window.
  public static ExportJob of(ExportRequest request, Path file) {
    return new ExportJob(
        request.kind(),
        request.people(),
        request.from(),
        request.to(),
        request.rules(),
        request.style(),
        request.namesHidden(),
        request.splitAtMidnight(),
        request.meta(),
        file);
  }

  /// A file beside this one whose name is free, such as `timecards (2).csv`; the file itself while
  /// there is none.
  public static Path availablePath(Path file) {
    Path free = file;
    String name = String.valueOf(file.getFileName());
    String base = name.replaceFirst("(?i)\\.csv$", "");
    for (int n = 2; Files.exists(free); n++) {
      free = file.resolveSibling(base + " (" + n + ")" + name.substring(base.length()));
    }
    return free;
  }

  /// Writes the whole file in its place, or nothing.
  ///
  /// While somebody is looked at, time ends at the last confirmed moment: what is so now will be
  /// confirmed, and is nobody's unknown time. Else it ends now, and the time since is unknown.
  ///
  /// @return what is in it, and where it is
  /// @throws IOException with a sentence for a person; a file that was there before is untouched
  public Saved write(History history, Instant now) throws IOException {
    TimecardExport export = export(history);
    return write(export, history, now, target(export));
  }

  /// Writes the whole file, or nothing: under another name when there is one of its own already.
  ///
  /// @return what is in it, and where it is
  /// @throws IOException with a sentence for a person
  public Saved writeBeside(History history, Instant now) throws IOException {
    TimecardExport export = export(history);
    return write(export, history, now, availablePath(target(export)));
  }

  /// Writes what the file would hold, and no file. While somebody is looked at, time ends as it
  /// does in [#write].
  public ExportSummary show(History history, Instant now, Writer out) throws IOException {
    return write(export(history), Past.of(history, now), out);
  }

  private Path target(TimecardExport export) {
    return (Files.isDirectory(file) ? file.resolve(export.fileName(kind)) : file).toAbsolutePath();
  }

  private Saved write(TimecardExport export, History history, Instant now, Path target)
      throws IOException {
    Past past = Past.of(history, now);
    String name = String.valueOf(target.getFileName());
    Path part = target.resolveSibling(name + ".part");
    Path notePart = target.resolveSibling(name + ".meta.part");
    try {
      MessageDigest digest = sha256();
      ExportSummary written = sync(part, digest, out -> write(export, past, out));
      if (meta) {
        String sum = HexFormat.of().formatHex(digest.digest());
        var note = new ExportMeta(kind, export, written, now, Version.number(), name, sum);
        sync(notePart, sha256(), out -> out.append(note.text()));
      }
      moveTo(part, target);
      if (meta) {
        moveTo(notePart, target.resolveSibling(ExportMeta.fileNameFor(name)));
      }
      return new Saved(target, written);
    } catch (FileSystemException e) {
      throw new IOException("Nothing can be written to " + target + ". Choose another place.", e);
    } finally {
      discard(part);
      discard(notePart);
    }
  }

  private ExportSummary write(TimecardExport export, Past past, Writer out) throws IOException {
    return switch (kind) {
      case TIMECARDS -> export.write(past, past, past.end(), out);
      case WEEKLY -> export.writeWeekly(past, past.end(), out);
      case INTERVALS -> export.writeIntervals(past, out);
      case EVENTS -> export.writeEvents(past, past.known(), out);
    };
  }

  private TimecardExport export(History history) throws IOException {
    Workspace workspace =
        history
            .workspace()
            .orElseThrow(() -> new IOException("Nothing has been recorded here yet."));
    Map<UserId, Person> known =
        history.people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
    List<Person> whose =
        peopleOrAll(history).stream()
            .map(user -> known.getOrDefault(user, Person.unknown(user)))
            .toList();
    return new TimecardExport(
        workspace, whose, from, to, rules, style, namesHidden, splitAtMidnight);
  }

  private Collection<UserId> peopleOrAll(History history) throws IOException {
    return people.isEmpty()
        ? history.snapshot().all().stream().map(standing -> standing.user()).toList()
        : people;
  }

  private static <T> T sync(Path part, MessageDigest digest, Writing<T> writing)
      throws IOException {
    // What is there may be a link that somebody put there, to a file that is dear to us.
    Files.deleteIfExists(part);
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        BufferedWriter out =
            new BufferedWriter(
                new OutputStreamWriter(
                    new DigestOutputStream(Channels.newOutputStream(channel), digest),
                    StandardCharsets.UTF_8))) {
      T written = writing.into(out);
      out.flush();
      channel.force(true);
      return written;
    }
  }

  /// Where nothing could be made nothing can be deleted; what went wrong is said already.
  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // As said.
    }
  }

  private static void moveTo(Path part, Path target) throws IOException {
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /// Where it is, and what is in it.
  public record Saved(Path file, ExportSummary written) {}

  private record Past(History history, Instant known, Instant end)
      implements SpanSource, EventSource {
    static Past of(History history, Instant now) throws IOException {
      Instant known = history.lastKnown().orElse(now);
      return new Past(history, known, history.recording() && hasSightings(history) ? known : now);
    }

    private static boolean hasSightings(History history) throws IOException {
      return history.snapshot().all().stream().anyMatch(one -> one.presence().isObserved());
    }

    @Override
    public List<Span> spans(UserId user, Instant from, Instant to) throws IOException {
      return history.spans(user, from, to, known, end);
    }

    @Override
    public SpanArray plainSpans(UserId user, Instant from, Instant to) throws IOException {
      return history.plainSpans(user, from, to, known, end);
    }

    @Override
    public List<Sighting> sightings(UserId user, Instant from, Instant to) throws IOException {
      return history.sightings(user, from, to);
    }

    @Override
    public List<AuditEvent> events(Instant from, Instant to) throws IOException {
      return history.auditEvents(from, to);
    }

    @Override
    public List<Overlay> overlays(UserId user, Instant from, Instant to) throws IOException {
      return history.overlays(user, from, to);
    }
  }

  private interface Writing<T> {
    T into(Writer out) throws IOException;
  }
}
