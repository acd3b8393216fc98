package rollcall.ui.text;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import rollcall.presence.RecordingSchedule;

/// Days of the weekend in the region of a locale. Java has no public API for them; the regions are
/// those of `weekendStart` and `weekendEnd` in `weekData` of Unicode CLDR, in which the United Arab
/// Emirates have Saturday and Sunday since their change of 2022.
public final class Weekend {
  private Weekend() {}

  /// Usual working hours in the region of the system: on all days but those of the weekend.
  public static RecordingSchedule workingHours() {
    return RecordingSchedule.workingHours(of(Locale.getDefault(Locale.Category.FORMAT)));
  }

  /// The days of the weekend; Saturday and Sunday without a region.
  public static Set<DayOfWeek> of(Locale locale) {
    return switch (locale.getCountry()) {
      case "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE" ->
          EnumSet.of(FRIDAY, SATURDAY);
      case "AF" -> EnumSet.of(THURSDAY, FRIDAY);
      case "IR" -> EnumSet.of(FRIDAY);
      case "IN", "UG" -> EnumSet.of(SUNDAY);
      default -> EnumSet.of(SATURDAY, SUNDAY);
    };
  }
}
