package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.Cause;
import rollcall.presence.ConnectionMode;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.SpanQuality;
import rollcall.settings.GroupBy;
import rollcall.slack.web.PresenceSetting;

/// The words of the file formats, which older and newer versions read: they never change.
class FileWordsTest {
  static Stream<Arguments> words() {
    return Stream.of(
        words("active away unknown not_watched", Presence.values(), Presence::word),
        words(
            "presence_change snapshot reconnected presence_check app_started watch_started"
                + " watch_resumed hours_opened disconnected app_stopped app_crashed"
                + " computer_slept token_invalid watch_paused watch_stopped recorder_changed"
                + " hours_closed clock_adjusted app_not_running midnight_split range_end now",
            Cause.values(),
            Cause::word),
        words(
            "presence_change presence_snapshot presence_check presence_mismatch dnd_updated"
                + " status_changed connected disconnected subscribed unsubscribed app_started"
                + " app_stopped app_crashed sleep wake rate_limited token_invalid"
                + " clock_adjusted huddle_changed",
            EventType.values(),
            EventType::word),
        words("dnd status huddle", SlackStatusKind.values(), SlackStatusKind::word),
        words("automatic live polling", ConnectionMode.values(), ConnectionMode::word),
        words("observed bridged none", SpanQuality.values(), SpanQuality::word),
        words("rtm poll demo ", Source.values(), Source::word),
        words("none mine user_group channel zone state", GroupBy.values(), GroupBy::word),
        words("complete partial running", Timecard.Status.values(), Timecard.Status::word),
        words("nearest up down", Rounding.Direction.values(), Rounding.Direction::word),
        words("auto away", PresenceSetting.values(), PresenceSetting::word));
  }

  private static <E> Arguments words(String expected, E[] values, Function<E, String> word) {
    String all = Arrays.stream(values).map(word).collect(Collectors.joining(" "));
    return Arguments.of(values.getClass().getComponentType().getSimpleName(), expected, all);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("words")
  void theWordsOfTheFileFormatsStay(String type, String expected, String words) {
    assertEquals(expected, words, type);
  }
}
