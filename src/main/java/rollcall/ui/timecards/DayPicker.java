package rollcall.ui.timecards;

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

/// A day that is chosen, or typed as one writes days here or as they stand in the files. What
/// cannot be a day is none: a plain date picker would take the day before it without a word. FX
/// lane.
final class DayPicker extends DatePicker {
  private final StringConverter<LocalDate> defaultConverter = getConverter();
  private final List<DateTimeFormatter> formats =
      List.of(
          localizedFormat(Locale.getDefault(Locale.Category.FORMAT)),
          DateTimeFormatter.ISO_LOCAL_DATE);

  /// @param typed is told what was typed: as it is when it cannot be a day, else the empty text
  /// @param meant is called when a person has typed or chosen another day
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

  /// How one types this day.
  String example(LocalDate day) {
    return defaultConverter.toString(day);
  }

  private @Nullable LocalDate parse(String text) {
    for (DateTimeFormatter format : formats) {
      try {
        return LocalDate.parse(text, format);
      } catch (DateTimeParseException e) {
        // Perhaps in the other way.
      }
    }
    return null;
  }

  /// Strict, so that the 30th of February is not the last of February.
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
