package rollcall.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The words for trouble.
final class FaultVerbs {
  private static final int MOST_TIMES = 100_000;
  private static final String CALLS = "method, user=\"\", times=1";
  private static final int MOST_SECONDS = 10_000_000;

  private FaultVerbs() {}

  static List<Verb> all() {
    return List.of(
        call(
            "refuse",
            ", error",
            "calls answer ok:false with this error",
            fields -> Mishap.notOk(fields.text("error"))),
        call(
            "http_status",
            ", status",
            "calls answer this HTTP status and an HTML page",
            fields -> Mishap.status(fields.number("status", 200, 599))),
        call(
            "rate_limit",
            ", retry_after",
            "calls answer 429; retry_after in seconds or none",
            FaultVerbs::rateLimit),
        call("garbage", "", "calls answer 200 with broken JSON", _ -> Mishap.garbage()),
        call("hang", "", "calls are never answered", _ -> Mishap.hang()),
        call("cut", "", "calls end in a cut connection", _ -> Mishap.cut()),
        call(
            "redirect",
            ", location=\"/portal\"",
            "calls answer 302, as a network's sign-in portal",
            fields -> new Mishap.Redirect(fields.text("location", Door.PORTAL))),
        call(
            "leave_out",
            ", field",
            "calls succeed without this field (team.id)",
            fields -> new Mishap.Without(fields.text("field"))),
        call(
            "null_field",
            ", field",
            "calls succeed with null in this field",
            fields -> new Mishap.NullField(fields.text("field"))),
        call(
            "wrong_types",
            "",
            "calls answer ok with values of the wrong types",
            _ -> new Mishap.WrongTypes()),
        call(
            "cursor_loop",
            "",
            "pages of a list have the cursors A, B, A, B, …",
            _ -> new Mishap.CursorLoop()),
        call("no_url", "", "calls of rtm.connect succeed without a url", _ -> Mishap.noUrl()),
        Verb.of(
            "short_pages",
            "times=1",
            "the next pages of lists are short or empty",
            fields -> new Fault.ShortPages(times(fields))),
        Verb.of(
            "refuse_sockets",
            "status=503, times=1",
            "the next sockets are refused",
            fields ->
                new Fault.RefuseSockets(fields.number("status", 200, 599, 503), times(fields))),
        Verb.of(
            "stale_urls",
            "times=1",
            "the next socket URLs count as expired",
            fields -> new Fault.StaleUrls(times(fields))),
        Verb.of(
            "expire_urls", "", "every URL given out so far expires", _ -> new Fault.ExpireUrls()),
        Verb.of(
            "no_hello",
            "times=1",
            "the next sockets never hear hello",
            fields -> new Fault.Hello(Optional.empty(), times(fields))),
        Verb.of(
            "late_hello",
            "seconds, times=1",
            "the next sockets hear hello late",
            fields -> new Fault.Hello(Optional.of(fields.seconds("seconds")), times(fields))),
        Verb.of(
            "reconnect_url",
            "",
            "sockets are told a URL for their next connection",
            _ -> new Fault.ReconnectUrl()),
        Verb.of("drop", "", "sockets are cut without a close frame", _ -> new Fault.Drop()),
        Verb.of(
            "close",
            "code=1001, reason=\"\"",
            "sockets are closed with a close frame",
            fields ->
                new Fault.Close(
                    fields.number("code", 1000, 4999, 1001), fields.text("reason", ""))),
        Verb.of(
            "goodbye",
            "seconds=10",
            "goodbye, and a while later the close",
            fields -> new Fault.Goodbye(fields.seconds("seconds", Lifetimes.GRACE))),
        Verb.of(
            "migrate",
            "refusals=2",
            "the workspace moves: close, then rtm.connect is refused",
            fields -> new Fault.Migrate(fields.number("refusals", 0, MOST_TIMES, 2))),
        Verb.of(
            "half_open",
            "",
            "open sockets go deaf and dumb, pings included",
            _ -> new Fault.HalfOpen()),
        Verb.of(
            "unsubscribe",
            "",
            "subscriptions die in silence until presence_sub comes again",
            _ -> new Fault.Unsubscribe()),
        Verb.of(
            "silence",
            "seconds",
            "nothing is read or answered; then all of it, late",
            fields -> new Fault.Silence(fields.seconds("seconds"))),
        Verb.of(
            "down",
            "seconds",
            "every connection is cut, and every new one",
            fields -> new Fault.Down(fields.seconds("seconds"))),
        Verb.of(
            "raw",
            "text",
            "this text is sent to every socket",
            fields -> new Fault.Raw(fields.text("text"))),
        Verb.of(
            "unknown_event",
            "",
            "an event nobody knows is sent",
            _ -> new Fault.Raw("{\"type\":\"somebody_sneezed\",\"loudness\":3}")),
        Verb.of(
            "malformed", "", "a frame that is no JSON is sent", _ -> new Fault.Raw("{\"type\":")),
        Verb.of(
            "large",
            "bytes=1048576",
            "an event of this size is sent",
            fields -> new Fault.Large(fields.number("bytes", 64, 8 << 20, 1 << 20))),
        Verb.of(
            "duplicate",
            "times=1",
            "the next presence events come twice",
            fields -> new Fault.Duplicate(times(fields))),
        Verb.of(
            "reorder",
            "times=1",
            "the next presence events are overtaken by the next but one",
            fields -> new Fault.Reorder(times(fields))),
        Verb.of(
            "shape",
            "shape",
            "presence events are as_asked, single, batch or alias",
            fields -> new Fault.Reshape(fields.choice("shape", Fault.Shape.values()))),
        Verb.of(
            "read_slowly",
            "seconds",
            "a pause between two frames read; 0 ends it",
            fields -> new Fault.ReadSlowly(fields.seconds("seconds"))),
        Verb.of(
            "flood",
            "per_minute=10000, seconds=60, seed=1",
            "people change at random",
            FaultVerbs::flood),
        new Verb(
            "storm",
            "seconds, every, seed=1",
            "faults by a seed, one every so many seconds",
            FaultVerbs::storm),
        Verb.of("forget", "", "what is planned never happens", _ -> new Fault.Forget()));
  }

  private static Verb call(
      String name, String more, String meaning, Function<Fields, Mishap> mishap) {
    return Verb.of(
        name,
        CALLS + more,
        "the next " + meaning,
        fields ->
            new Fault.Http(
                fields.text("method"),
                fields.text("user", ""),
                mishap.apply(fields),
                times(fields)));
  }

  private static Mishap rateLimit(Fields fields) {
    return fields.has("retry_after")
        ? Mishap.slowDown(fields.number("retry_after", 0, MOST_SECONDS))
        : Mishap.slowDown();
  }

  private static Fault flood(Fields fields) {
    int perMinute = fields.number("per_minute", 1, 600_000, 10_000);
    Duration length = fields.seconds("seconds", Duration.ofMinutes(1));
    return new Fault.Flood(perMinute, length, fields.seed());
  }

  private static List<Cue> storm(Fields fields) {
    Duration every = fields.seconds("every");
    Duration length = fields.seconds("seconds");
    if (every.multipliedBy(MOST_TIMES).compareTo(length) < 0) {
      throw new Unclear("\"every\" is too short for so long a storm.");
    }
    return Storm.cues(fields.seed(), length, every);
  }

  private static int times(Fields fields) {
    return fields.number("times", 1, MOST_TIMES, 1);
  }
}
