package rollcall.ui.controls;

import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.DatePicker;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Date picker that shows dates as the other parts of the window do, and also accepts the local
/// short format and ISO 8601. Invalid text clears the value, while a plain date picker would
/// silently restore the previous day. Thread: FX.
public final class DayPicker extends DatePicker {
  private final List<DateTimeFormatter> formats =
      List.of(
          shownFormat(),
          localizedFormat(Locale.getDefault(Locale.Category.FORMAT)),
          DateTimeFormatter.ISO_LOCAL_DATE);

  /// @param onTyped receives the typed text if it is not a date, otherwise an empty text
  /// @param onEdited called when the user has typed or chosen another day
  public DayPicker(Consumer<String> onTyped, Runnable onEdited) {
    setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable LocalDate day) {
            return day == null ? "" : example(day);
          }

          @Override
          public @Nullable LocalDate fromString(String text) {
            LocalDate before = getValue();
            if (text.equals(toString(before))) {
              return before;
            }
            LocalDate day = parse(text.strip());
            onTyped.accept(day == null ? text.strip() : "");
            onEdited.run();
            return day;
          }
        });
    setOnAction(_ -> {
      if (isShowing()) {
        onEdited.run();
      }
    });
  }

  /// The text of this day, such as "1 Oct 2026".
  public static String example(LocalDate day) {
    return TimeFormat.day(day);
  }

  private @Nullable LocalDate parse(String text) {
    for (DateTimeFormatter format : formats) {
      try {
        return LocalDate.parse(text, format);
      } catch (DateTimeParseException e) {
        // Try the next format.
      }
    }
    return null;
  }

  private static DateTimeFormatter shownFormat() {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(TimeFormat.formatter("d MMM uuuu"))
        // As [TimeFormat], without the region, which has other names of months.
        .toFormatter(Locale.of(Messages.locale().getLanguage()))
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /// Strict, so that February 30 is rejected.
  private static DateTimeFormatter localizedFormat(Locale locale) {
    String pattern =
        DateTimeFormatterBuilder.getLocalizedDateTimePattern(
            FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
    return new DateTimeFormatterBuilder()
        .parseLenient()
        .appendPattern(pattern.replace('y', 'u'))
        .toFormatter(locale)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
