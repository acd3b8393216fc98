package rollcall.app.recording;

import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.Version;
import rollcall.app.terminal.BrokenPipeException;
import rollcall.files.IoFunctions;
import rollcall.files.OutputPath;
import rollcall.history.ReadableHistory;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.ExportMeta;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.TimecardExport;

/// Export of a part of the history to a file. Thread: database.
///
/// @param file the file, or a directory in which the file gets its default name
public record ExportJob(ExportSpec spec, Path file) {
  private static final long LONGEST_METADATA = 1 << 20;

  /// Returns a free file name beside this file, such as `timecards (2).csv`; the file itself if
  /// neither it nor its metadata exists.
  public static Path availablePath(Path file) {
    Path free = file;
    String name = String.valueOf(file.getFileName());
    String base = name.replaceFirst("(?i)\\.csv$", "");
    for (int n = 2; Files.exists(free) || Files.exists(metadataOf(free)); n++) {
      free = file.resolveSibling(base + " (" + n + ")" + name.substring(base.length()));
    }
    return free;
  }

  /// Writes the whole file, or nothing. A special file such as a pipe is written directly.
  ///
  /// During a recording, the export ends at the last confirmed instant, because the time since then
  /// is going to be confirmed and is not unknown. Otherwise the export ends now, and the time since
  /// the last confirmed instant is unknown.
  ///
  /// @return path and totals of the file
  /// @throws IOException with a sentence for a person; a file that was there before is untouched
  public Saved write(ReadableHistory history, Instant now) throws IOException {
    TimecardExport export = export(history);
    return write(export, history, now, target(export));
  }

  /// Writes the whole file, or nothing; if the file exists, under another name.
  ///
  /// @return path and totals of the file
  /// @throws IOException with a sentence for a person
  public Saved writeBeside(ReadableHistory history, Instant now) throws IOException {
    TimecardExport export = export(history);
    Path target = target(export);
    return write(
        export, history, now, OutputPath.isStream(target) ? target : availablePath(target));
  }

  /// Writes the content of the file to a writer. The export ends as in [#write].
  public ExportSummary show(ReadableHistory history, Instant now, Writer out) throws IOException {
    return write(export(history), HistoryExportSource.of(history, now), out);
  }

  private Path target(TimecardExport export) {
    return Files.isDirectory(file) ? file.resolve(spec.fileName(export.workspace())) : file;
  }

  private Saved write(TimecardExport export, ReadableHistory history, Instant now, Path target)
      throws IOException {
    HistoryExportSource past = HistoryExportSource.of(history, now);
    try {
      OutputPath output = OutputPath.of(target);
      return output.stream()
          ? new Saved(target, through(output, out -> write(export, past, out)))
          : new Saved(target.toAbsolutePath(), replace(output, export, past, now));
    } catch (FileSystemException | FileNotFoundException e) {
      throw unwritable(target, e);
    }
  }

  /// Failure of writing to a place, with what is wrong with its directory.
  static SentenceException unwritable(Path target, IOException failure) {
    Path directory = target.toAbsolutePath().getParent();
    if (directory != null && Files.notExists(directory)) {
      return new SentenceException(
          failure,
          Sentence.of("There is no directory %s. Create it, or choose another place.", directory));
    }
    if (directory != null && !Files.isDirectory(directory)) {
      return new SentenceException(
          failure, Sentence.of("%s is not a directory. Choose another place.", directory));
    }
    return new SentenceException(
        failure, Sentence.of("Nothing can be written to %s. Choose another place.", target));
  }

  private ExportSummary replace(
      OutputPath output, TimecardExport export, HistoryExportSource past, Instant now)
      throws IOException {
    past.history().refuseAsOutput(output.file());
    refuseJson(output.file());
    String name = String.valueOf(output.named().getFileName());
    Path beside = metadataOf(output.named().toAbsolutePath());
    @Nullable OutputPath note = spec.meta() ? OutputPath.of(beside) : null;
    if (note != null && note.stream()) {
      throw new SentenceException(
          "%s is not a regular file: move it away, or export without a .meta.json file"
              + " (--no-meta).",
          beside);
    }
    boolean describes = Files.exists(beside) && isMetadata(beside, name);
    if (note != null && Files.exists(beside) && !describes) {
      throw new SentenceException(
          "%s belongs to another file: move it away, or export without a .meta.json file"
              + " (--no-meta).",
          beside);
    }
    boolean isStale = describes && Files.exists(output.file());
    List<Path> drafts = new ArrayList<>();
    try {
      MessageDigest digest = sha256();
      Path part = draft(output, drafts);
      ExportSummary written = sync(part, digest, out -> write(export, past, out));
      if (note == null) {
        output.replaceWith(part);
        if (isStale) {
          deleteMetadata(beside);
        }
        return written;
      }
      String sum = HexFormat.of().formatHex(digest.digest());
      var text = new ExportMeta(export, written, now, Version.number(), name, sum);
      Path notePart = draft(note, drafts);
      sync(notePart, sha256(), out -> out.append(text.text()));
      output.replaceWith(part);
      note.replaceWith(notePart);
      return written;
    } finally {
      drafts.forEach(ExportJob::discard);
    }
  }

  /// Refuses the name of a JSON file, such as that of the settings: a CSV file there would end
  /// them.
  private static void refuseJson(Path file) throws IOException {
    if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json")) {
      throw new SentenceException(
          "%s has the name of a JSON file, and an export is a CSV file. Choose another name.",
          file);
    }
  }

  private static Path metadataOf(Path csv) {
    return csv.resolveSibling(ExportMeta.fileNameFor(String.valueOf(csv.getFileName())));
  }

  /// Whether a file is the metadata of a CSV file with this name.
  private static boolean isMetadata(Path file, String csv) throws IOException {
    try {
      return Files.size(file) <= LONGEST_METADATA
          && ExportMeta.file(Files.readString(file)).equals(Optional.of(csv));
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /// Deletes the metadata of the file that was replaced, which would be wrong about the new one.
  private static void deleteMetadata(Path file) throws IOException {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new SentenceException(
          e, Sentence.of("The export is written. %s is about the file before: delete it.", file));
    }
  }

  private static Path draft(OutputPath output, List<Path> drafts) throws IOException {
    Path draft = output.draft();
    drafts.add(draft);
    return draft;
  }

  @SuppressWarnings("MustBeClosed")
  private static <T> T through(OutputPath output, IoFunctions.Function<Writer, T> writing)
      throws IOException {
    OutputStream stream = output.open();
    OutputStream checked =
        new FilterOutputStream(stream) {
          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            try {
              stream.write(bytes, from, length);
            } catch (IOException e) {
              throw failed(output, e);
            }
          }
        };
    try {
      var out = new BufferedWriter(new OutputStreamWriter(checked, StandardCharsets.UTF_8));
      T written = writing.apply(out);
      out.flush();
      return written;
    } finally {
      // Standard output stays open for the next output.
      if (!output.standard()) {
        stream.close();
      }
    }
  }

  private ExportSummary write(TimecardExport export, HistoryExportSource past, Writer out)
      throws IOException {
    return switch (spec.kind()) {
      case TIMECARDS -> export.write(past, past.end(), out);
      case WEEKLY -> export.writeWeekly(past, past.end(), out);
      case INTERVALS -> export.writeIntervals(past, out);
      case EVENTS -> export.writeEvents(past, past.known(), out);
    };
  }

  private TimecardExport export(ReadableHistory history) throws IOException {
    Workspace workspace =
        history
            .workspace()
            .orElseThrow(() -> new SentenceException("Nothing has been recorded here yet."));
    Map<UserId, Person> known =
        history.people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
    List<Person> whose =
        peopleOrAll(history).stream()
            .map(user -> known.getOrDefault(user, Person.unknown(user)))
            .toList();
    return new TimecardExport(workspace, whose, spec);
  }

  private Collection<UserId> peopleOrAll(ReadableHistory history) throws IOException {
    if (!spec.people().isEmpty()) {
      return spec.people();
    }
    Set<UserId> all =
        history.snapshot().all().stream()
            .map(CurrentPresence::user)
            .collect(Collectors.toCollection(TreeSet::new));
    boolean hasKeptDays = history.firstKeptDay().isPresent();
    for (Person person : hasKeptDays ? history.people() : List.<Person>of()) {
      if (!history.keptDays(person.id(), spec.days()).isEmpty()) {
        all.add(person.id());
      }
    }
    return all;
  }

  private static IOException failed(OutputPath output, IOException e) {
    return output.pipe()
        ? new BrokenPipeException(e)
        : new SentenceException(e, Sentence.of("%s cannot be written: %s.", output.named(), e));
  }

  private static <T> T sync(
      Path part, MessageDigest digest, IoFunctions.Function<Writer, T> writing) throws IOException {
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        BufferedWriter out =
            new BufferedWriter(
                new OutputStreamWriter(
                    new DigestOutputStream(Channels.newOutputStream(channel), digest),
                    StandardCharsets.UTF_8))) {
      T written = writing.apply(out);
      out.flush();
      channel.force(true);
      return written;
    }
  }

  /// Deletes an incomplete file. A failure is ignored, because the first failure was reported.
  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // See above.
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /// Path and totals of a written file.
  public record Saved(Path file, ExportSummary written) {
    /// Name of the place in messages.
    public String place() {
      return file.equals(Path.of("-")) ? "standard output" : file.toString();
    }
  }
}
