package rollcall.ui.timecards;

import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.ui.ExportRequest;
import rollcall.ui.PersonRow;
import rollcall.ui.PresenceModel;

/// What shall be exported, as far as it is chosen. FX lane.
public final class ExportModel {
  private final PresenceModel model;
  private final Locale locale;
  private final BooleanProperty onlySelected = new SimpleBooleanProperty();
  private final ObjectProperty<@Nullable LocalDate> from = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable LocalDate> to = new SimpleObjectProperty<>();
  private final ObjectProperty<ZoneId> zone = new SimpleObjectProperty<>();
  private final BooleanProperty spreadsheet = new SimpleBooleanProperty(true);
  private final BooleanProperty guard = new SimpleBooleanProperty(true);

  /// Begins with all watched people, this month until today, in the report zone.
  ///
  /// @param locale whose delimiter and decimal mark a spreadsheet here expects
  public ExportModel(PresenceModel model, Locale locale) {
    this.model = model;
    this.locale = locale;
    zone.set(model.zone().get());
    LocalDate today = today();
    from.set(today.withDayOfMonth(1));
    to.set(today);
  }

  /// Whether only the selected person's timecards are wanted.
  public BooleanProperty onlySelected() {
    return onlySelected;
  }

  /// The first day.
  public ObjectProperty<@Nullable LocalDate> from() {
    return from;
  }

  /// The last day, inclusive.
  public ObjectProperty<@Nullable LocalDate> to() {
    return to;
  }

  public ObjectProperty<ZoneId> zone() {
    return zone;
  }

  /// Whether the file is for a spreadsheet of this country, and not for programs.
  public BooleanProperty spreadsheet() {
    return spreadsheet;
  }

  /// Whether formulas are taken the power from.
  public BooleanProperty guard() {
    return guard;
  }

  /// The key of the sentence that says what is wrong, or empty when it can be exported.
  public Optional<String> wrong() {
    LocalDate first = from.get();
    LocalDate last = to.get();
    if (first == null || last == null) {
      return Optional.of("export.error.day");
    }
    if (last.isBefore(first)) {
      return Optional.of("export.error.order");
    }
    return first.isAfter(today()) ? Optional.of("export.error.future") : Optional.empty();
  }

  /// What was chosen; empty while something is wrong.
  public Optional<ExportRequest> request() {
    LocalDate first = from.get();
    LocalDate last = to.get();
    if (first == null || last == null || wrong().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new ExportRequest(
            people(), first, last, zone.get(), spreadsheet.get(), locale, guard.get()));
  }

  /// A name for the file, such as
  /// `presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv`; empty while something is
  /// wrong.
  public Optional<String> fileName() {
    return request()
        .map(request ->
            "presence-timecards_%s_%s_%s_%s.csv"
                .formatted(
                    plain(model.account().get().name()),
                    request.from(),
                    request.to(),
                    request.zone().getId().replace('/', '-')));
  }

  /// Whether spreadsheets here part cells by a semicolon, because the comma is their decimal mark.
  boolean semicolon() {
    return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',';
  }

  /// The country's language by name, for "Spreadsheet (…)".
  Locale locale() {
    return locale;
  }

  LocalDate today() {
    return LocalDate.ofInstant(model.now().get(), zone.get());
  }

  private Set<UserId> people() {
    UserId selected = model.selection().get();
    return onlySelected.get() && selected != null
        ? Set.of(selected)
        : model.rows().stream().map(PersonRow::id).collect(Collectors.toUnmodifiableSet());
  }

  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    return plain.isBlank() || plain.equals("-") ? "workspace" : plain.replaceAll("^-|-$", "");
  }
}
