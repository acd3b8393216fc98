package rollcall.ui.controls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Locale;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.text.Messages;

/// Text of a field for a day.
@ExtendWith(FxExtension.class)
class DayPickerTest {
  @Start
  void start(Stage stage) {}

  @AfterEach
  void english() {
    Messages.use(Locale.US);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "en-GB", "en-AU", "en-DE", "de-DE", "de-AT"})
  void theShownTextIsAcceptedInEachMonth(String language) {
    Messages.use(Locale.forLanguageTag(language));
    var picker = Fx.get(() -> new DayPicker(_ -> {}, () -> {}));
    for (int month = 1; month <= 12; month++) {
      LocalDate day = LocalDate.of(2026, month, 3);
      String text = picker.getConverter().toString(day);
      assertEquals(day, picker.getConverter().fromString(text), text);
    }
  }
}
