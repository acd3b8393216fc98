package rollcall.ui.export;

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

/// Date picker that accepts the local short format and ISO 8601. Invalid text clears the value,
/// while a plain date picker would silently restore the previous day. Thread: FX.
final class DayPicker extends DatePicker {
  private final StringConverter<LocalDate> defaultConverter = getConverter();
  private final List<DateTimeFormatter> formats =
      List.of(
          localizedFormat(Locale.getDefault(Locale.Category.FORMAT)),
          DateTimeFormatter.ISO_LOCAL_DATE);

  /// @param onTyped receives the typed text if it is not a date, otherwise an empty text
  /// @param onEdited called when the user has typed or chosen another day
  DayPicker(Consumer<String> onTyped, Runnable onEdited) {
    setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable LocalDate day) {
            return defaultConverter.toString(day);
          }

          @Override
          public @Nullable LocalDate fromString(String text) {
            LocalDate before = getValue();
            if (text.equals(defaultConverter.toString(before))) {
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

  /// The local format of this day, as an example.
  String example(LocalDate day) {
    return defaultConverter.toString(day);
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
