package rollcall.app.recording;

import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import rollcall.files.IoFunctions;
import rollcall.files.OutputPath;
import rollcall.history.ReadableHistory;
import rollcall.language.SentenceException;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.KeptDay;
import rollcall.ui.model.DefaultRules;
import rollcall.ui.text.PersonDataText;

/// Everything that is stored about one person, in one ZIP file to hand over: a text that explains
/// it, three CSV files, and the settings that concern the person. It has no data about other
/// people. The same record and time give the same bytes. Thread: database.
///
/// @param settings the settings of the workspace
/// @param triggers the alerts and messages that wait until the person is active
public record PersonExport(Settings settings, List<OneTimeTrigger> triggers, UserId user) {
  private static final CsvDialect ALL_COLUMNS =
      CsvDialect.DATA.withExtras(EnumSet.allOf(ExtraColumn.class));

  /// Writes the whole file, or nothing.
  ///
  /// @throws IOException with a sentence for a person; a file that was there before is untouched
  public void write(ReadableHistory history, Path file, Instant now) throws IOException {
    if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip")) {
      throw new SentenceException(
          "%s is not the name of a ZIP file. Choose one that ends in .zip.", file);
    }
    try {
      OutputPath output = OutputPath.of(file);
      if (output.stream()) {
        throw new SentenceException("%s is not a regular file. Choose another place.", file);
      }
      history.refuseAsOutput(output.file());
      Path draft = output.draft();
      try {
        writeTo(draft, history, now);
        output.replaceWith(draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (FileSystemException | FileNotFoundException e) {
      throw ExportJob.unwritable(file, e);
    }
  }

  private void writeTo(Path draft, ReadableHistory history, Instant now) throws IOException {
    Workspace workspace =
        history
            .workspace()
            .orElseThrow(() -> new SentenceException("Nothing has been recorded here yet."));
    AccountingRules rules = DefaultRules.of(settings.books(), settings.reportZone());
    Instant first =
        history.sightings(user, Instant.EPOCH, now).stream()
            .findFirst()
            .map(Sighting::at)
            .orElse(now);
    DayRange recorded = new DayRange(rules.day(first), rules.day(now));
    LocalDate begin =
        history.keptDays(user, DayRange.ALL).stream()
            .map(KeptDay::date)
            .filter(recorded.first()::isAfter)
            .findFirst()
            .orElse(recorded.first());
    DayRange days = new DayRange(begin, recorded.last());
    PersonDataText text = new PersonDataText(settings, triggers, person(history, user), workspace);
    try (FileChannel channel =
            FileChannel.open(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
      add(zip, "README.txt", now, out -> out.write(text.readme(days, now)));
      for (ExportKind kind :
          new ExportKind[] {ExportKind.TIMECARDS, ExportKind.INTERVALS, ExportKind.EVENTS}) {
        CsvDialect dialect = kind == ExportKind.TIMECARDS ? ALL_COLUMNS : CsvDialect.DATA;
        ExportSpec spec = ExportSpec.of(kind, Set.of(user), days, rules, dialect);
        add(
            zip,
            kind.word() + ".csv",
            now,
            out -> new ExportJob(spec, draft).show(history, now, out));
      }
      add(zip, "settings.txt", now, out -> out.write(text.settingsText(now)));
      zip.finish();
      channel.force(true);
    }
  }

  /// Returns a person of the record; an unknown one if there is none with this ID.
  public static Person person(ReadableHistory history, UserId user) throws IOException {
    return history.people().stream()
        .filter(one -> one.id().equals(user))
        .findFirst()
        .orElse(Person.unknown(user));
  }

  private static void add(
      ZipOutputStream zip, String name, Instant now, IoFunctions.Consumer<BufferedWriter> part)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // Without a time zone, so that the bytes do not depend on that of this computer.
    entry.setTimeLocal(
        LocalDateTime.ofInstant(now, ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES));
    zip.putNextEntry(entry);
    // Stays open: the next part follows.
    BufferedWriter out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
    part.accept(out);
    out.flush();
    zip.closeEntry();
  }
}
