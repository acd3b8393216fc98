package rollcall.ui.export;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.ExportChoices;
import rollcall.settings.GroupBy;
import rollcall.settings.RetentionAndAccounting;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.PeopleFilter;
import rollcall.timecard.Rounding;
import rollcall.ui.model.DefaultRules;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.SearchNormalizer;

/// Selected export options. Thread: FX.
public final class ExportFormModel {
  /// Selection of people.
  enum Who {
    WATCHED,
    SELECTED,
    GROUP,
    CHOSEN
  }

  private final PresenceModel model;
  private final Locale locale;
  private final DayRange view;
  final ObjectProperty<ExportKind> kind = new SimpleObjectProperty<>();
  final ObjectProperty<Who> who = new SimpleObjectProperty<>(Who.WATCHED);
  final ObjectProperty<@Nullable GroupChoice> group = new SimpleObjectProperty<>();
  final ObservableSet<UserId> chosen = FXCollections.observableSet();
  final ObjectProperty<ExportRange> range = new SimpleObjectProperty<>();
  final ObjectProperty<@Nullable LocalDate> from = new SimpleObjectProperty<>();
  final ObjectProperty<@Nullable LocalDate> to = new SimpleObjectProperty<>();
  // The typed text of an invalid day.
  final StringProperty typedFrom = new SimpleStringProperty("");
  final StringProperty typedTo = new SimpleStringProperty("");
  final ObjectProperty<ZoneId> zone = new SimpleObjectProperty<>();
  final BooleanProperty ownZones = new SimpleBooleanProperty();
  final BooleanProperty spreadsheet = new SimpleBooleanProperty();
  final BooleanProperty guard = new SimpleBooleanProperty(true);
  final BooleanProperty clockTimes = new SimpleBooleanProperty();
  final Map<ExtraColumn, BooleanProperty> extras = new EnumMap<>(ExtraColumn.class);
  final BooleanProperty namesHidden = new SimpleBooleanProperty();
  final BooleanProperty splitAtMidnight = new SimpleBooleanProperty();
  final BooleanProperty meta = new SimpleBooleanProperty();
  final IntegerProperty roundMinutes = new SimpleIntegerProperty();
  final ObjectProperty<Rounding.Direction> roundTo = new SimpleObjectProperty<>();

  /// Starts with the options of the last export, all watched people and the report zone. Days that
  /// the user went to come before those of the last export.
  ///
  /// @param locale the locale of the spreadsheet's delimiter and decimal separator
  /// @param view the days visible on the timeline
  public ExportFormModel(PresenceModel model, Locale locale, DayRange view) {
    this.model = model;
    this.locale = locale;
    this.view = view;
    zone.set(model.zone().get());
    for (ExtraColumn column : ExtraColumn.values()) {
      extras.put(column, new SimpleBooleanProperty());
    }
    restore(model.settings().get().export());
    if (!view.equals(new DayRange(today(), today()))) {
      range.set(ExportRange.VIEW);
    }
    DayRange month = new DayRange(today().withDayOfMonth(1), today());
    setDays(range.get().days(today(), month, view));
    range.subscribe(this::applyRange);
  }

  /// Selects exactly these days and people, as a screen shows them.
  void prefill(DayRange days, Set<UserId> people) {
    kind.set(ExportKind.TIMECARDS);
    range.set(ExportRange.CUSTOM);
    setDays(days);
    Set<UserId> watched =
        model.rows().stream().map(PersonRow::id).collect(Collectors.toUnmodifiableSet());
    chosen.clear();
    chosen.addAll(people);
    Optional<GroupChoice> shown = ownGroup(people);
    shown.ifPresent(group::set);
    who.set(people.equals(watched) ? Who.WATCHED : shown.isPresent() ? Who.GROUP : Who.CHOSEN);
  }

  /// The own group with exactly these people, if the screen is grouped by own groups.
  private Optional<GroupChoice> ownGroup(Set<UserId> people) {
    return model.settings().get().groups().by() == GroupBy.MINE && !people.isEmpty()
        ? ownGroups().filter(one -> one.people().equals(people)).findFirst()
        : Optional.empty();
  }

  /// Runs this on every change of an option.
  Subscription subscribe(Runnable changed) {
    SetChangeListener<UserId> listener = _ -> changed.run();
    chosen.addListener(listener);
    return Stream.concat(
            extras.values().stream(),
            Stream.of(
                kind,
                who,
                group,
                range,
                from,
                to,
                typedFrom,
                typedTo,
                zone,
                ownZones,
                spreadsheet,
                guard,
                clockTimes,
                namesHidden,
                splitAtMidnight,
                meta,
                roundMinutes,
                roundTo))
        .map(property -> property.subscribe(changed))
        .reduce(() -> chosen.removeListener(listener), Subscription::and);
  }

  /// The user's own groups, then the followed channels and user groups.
  List<GroupChoice> groups() {
    return Stream.concat(
            ownGroups(),
            model.watchListState().get().list().followed().stream().map(GroupChoice::of))
        .toList();
  }

  /// The user's own groups, with the people on record or on the watch list.
  private Stream<GroupChoice> ownGroups() {
    Set<UserId> known = candidates().stream().map(Person::id).collect(Collectors.toSet());
    return model.settings().get().groups().mine().stream()
        .map(group -> GroupChoice.of(group, known));
  }

  /// The people to choose from: everyone with recorded history or on the watch list, by name.
  List<Person> candidates() {
    return Stream.concat(
            model.recordedPeople().stream(), model.rows().stream().map(row -> row.state().person()))
        .collect(Collectors.toMap(Person::id, one -> one, (one, _) -> one))
        .values()
        .stream()
        .sorted(SearchNormalizer.byName())
        .toList();
  }

  /// A test whether a person matches this query, as on the Presence screen.
  Predicate<Person> matching(String query) {
    Predicate<String> matching = SearchNormalizer.matching(query);
    return person -> matching.test(model.searchText(person));
  }

  /// The message key of the first invalid option, or empty if all are valid.
  public Optional<String> errorKey() {
    LocalDate first = from.get();
    LocalDate last = to.get();
    if (first == null || last == null) {
      return Optional.of(invalidDayText().isEmpty() ? "export.error.day" : "export.error.typed");
    }
    if (last.isBefore(first)) {
      return Optional.of("export.error.order");
    }
    if (first.getYear() < 2000 || last.getYear() > 2099) {
      return Optional.of("export.error.years");
    }
    if (first.isAfter(model.lastDay(rules()))) {
      return Optional.of("export.error.future");
    }
    return people().isEmpty() ? Optional.of("export.error.no_people") : Optional.empty();
  }

  /// The invalid text of a day field, or empty.
  String invalidDayText() {
    return from.get() == null && !typedFrom.get().isEmpty()
        ? typedFrom.get()
        : to.get() == null ? typedTo.get() : "";
  }

  /// The export request; empty while an option is invalid.
  public Optional<ExportSpec> request() {
    LocalDate first = from.get();
    LocalDate last = to.get();
    if (first == null || last == null || errorKey().isPresent()) {
      return Optional.empty();
    }
    Set<UserId> people = people();
    return Optional.of(
        new ExportSpec(
            kind.get(),
            people,
            filter(people),
            new DayRange(first, last),
            rules(),
            style(),
            namesHidden.get(),
            namesHidden.get() ? model.hiddenNumbers(people) : Map.of(),
            splitAtMidnight.get(),
            meta.get()));
  }

  /// The file name, such as `presence-timecards_acme_2026-09-01_2026-09-30_Europe-Berlin.csv`;
  /// empty while an option is invalid.
  public Optional<String> fileName() {
    Workspace known = model.signInState().get().workspace();
    Workspace workspace = known == null ? new Workspace("workspace", "workspace") : known;
    return request().map(request -> request.fileName(workspace));
  }

  /// The options to save for the next export.
  ///
  /// @param folder the folder of the file
  ExportChoices choices(String folder) {
    return new ExportChoices(
        kind.get().word(),
        range.get().key(),
        ownZones.get(),
        spreadsheet.get(),
        clockTimes.get(),
        selectedExtras().stream()
            .map(ExtraColumn::word)
            .collect(Collectors.toCollection(TreeSet::new)),
        namesHidden.get(),
        splitAtMidnight.get(),
        meta.get(),
        roundMinutes.get(),
        roundTo.get().word(),
        folder);
  }

  /// Whether local spreadsheets use a semicolon as delimiter, because the comma is the decimal
  /// separator.
  boolean semicolon() {
    return CsvDialect.spreadsheet(locale).delimiter() == ';';
  }

  RetentionAndAccounting recordSettings() {
    return model.settings().get().books();
  }

  /// The current day, which begins at the start of day in the settings.
  LocalDate today() {
    return defaultRules().day(model.now().get());
  }

  private void restore(ExportChoices last) {
    kind.set(
        Arrays.stream(ExportKind.values())
            .filter(one -> one.word().equals(last.kind()))
            .findFirst()
            .orElse(ExportKind.TIMECARDS));
    range.set(ExportRange.of(last.range()));
    ownZones.set(last.ownZones());
    spreadsheet.set(last.spreadsheet());
    clockTimes.set(last.clockTimes());
    extras.forEach((column, on) -> on.set(last.extras().contains(column.word())));
    namesHidden.set(last.namesHidden() || model.namesHidden().get());
    splitAtMidnight.set(last.splitAtMidnight());
    meta.set(last.meta());
    Rounding rounding = Rounding.of(last.roundMinutes(), last.roundTo());
    roundMinutes.set(rounding.minutes());
    roundTo.set(rounding.to());
  }

  private void applyRange(ExportRange newRange) {
    if (newRange == ExportRange.CUSTOM) {
      return;
    }
    LocalDate first = from.get();
    LocalDate last = to.get();
    DayRange before = new DayRange(first == null ? today() : first, last == null ? today() : last);
    setDays(newRange.days(today(), before, view));
  }

  private void setDays(DayRange days) {
    from.set(days.first());
    to.set(days.last());
  }

  private AccountingRules rules() {
    AccountingRules rules =
        defaultRules().withRounding(new Rounding(roundMinutes.get(), roundTo.get()));
    return ownZones.get() ? rules.withOwnZones() : rules;
  }

  private AccountingRules defaultRules() {
    return DefaultRules.of(recordSettings(), zone.get());
  }

  private CsvDialect style() {
    CsvDialect style = spreadsheet.get() ? CsvDialect.spreadsheet(locale) : CsvDialect.DATA;
    CsvDialect guarded = guard.get() ? style : style.unguarded();
    CsvDialect wide =
        kind.get() == ExportKind.TIMECARDS ? guarded.withExtras(selectedExtras()) : guarded;
    return clockTimes.get() ? wide.withClockTimes() : wide;
  }

  private Set<ExtraColumn> selectedExtras() {
    Set<ExtraColumn> ticked = EnumSet.noneOf(ExtraColumn.class);
    extras.forEach((column, on) -> {
      if (on.get()) {
        ticked.add(column);
      }
    });
    return ticked;
  }

  private Set<UserId> people() {
    UserId selected = model.selection().get();
    return switch (who.get()) {
      case WATCHED ->
          model.rows().stream().map(PersonRow::id).collect(Collectors.toUnmodifiableSet());
      case SELECTED -> selected == null ? Set.of() : Set.of(selected);
      case GROUP -> {
        GroupChoice one = group.get();
        yield one == null ? Set.of() : one.people();
      }
      case CHOSEN -> Set.copyOf(chosen);
    };
  }

  private PeopleFilter filter(Set<UserId> people) {
    GroupChoice one = group.get();
    return switch (who.get()) {
      case WATCHED -> PeopleFilter.WATCHED;
      case GROUP -> one == null ? PeopleFilter.of(people) : one.filter();
      case SELECTED, CHOSEN -> PeopleFilter.of(people);
    };
  }
}
