package rollcall.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The words for trouble.
final class FaultCommands {
  private static final int MOST_TIMES = 100_000;
  private static final String CALLS = "method, user=\"\", times=1";
  private static final int MOST_SECONDS = 10_000_000;

  private FaultCommands() {}

  static List<ControlCommand> all() {
    return List.of(
        call(
            "refuse",
            ", error",
            "calls answer ok:false with this error",
            fields -> HttpFault.notOk(fields.text("error"))),
        call(
            "http_status",
            ", status",
            "calls answer this HTTP status and an HTML page",
            fields -> HttpFault.status(fields.number("status", 200, 599))),
        call(
            "rate_limit",
            ", retry_after",
            "calls answer 429; retry_after in seconds or none",
            FaultCommands::rateLimit),
        call("garbage", "", "calls answer 200 with broken JSON", _ -> HttpFault.garbage()),
        call("hang", "", "calls are never answered", _ -> HttpFault.hang()),
        call("cut", "", "calls end in a cut connection", _ -> HttpFault.cut()),
        call(
            "redirect",
            ", location=\"/portal\"",
            "calls answer 302, as a network's sign-in portal",
            fields -> new HttpFault.Redirect(fields.text("location", HttpServer.PORTAL))),
        call(
            "leave_out",
            ", field",
            "calls succeed without this field (team.id)",
            fields -> new HttpFault.Without(fields.text("field"))),
        call(
            "null_field",
            ", field",
            "calls succeed with null in this field",
            fields -> new HttpFault.NullField(fields.text("field"))),
        call(
            "wrong_types",
            "",
            "calls answer ok with values of the wrong types",
            _ -> new HttpFault.WrongTypes()),
        call(
            "cursor_loop",
            "",
            "pages of a list have the cursors A, B, A, B, …",
            _ -> new HttpFault.CursorLoop()),
        call("no_url", "", "calls of rtm.connect succeed without a url", _ -> HttpFault.noUrl()),
        ControlCommand.of(
            "short_pages",
            "times=1",
            "the next pages of lists are short or empty",
            fields -> new Fault.ShortPages(times(fields))),
        ControlCommand.of(
            "refuse_sockets",
            "status=503, times=1",
            "the next sockets are refused",
            fields ->
                new Fault.RefuseSockets(fields.number("status", 200, 599, 503), times(fields))),
        ControlCommand.of(
            "stale_urls",
            "times=1",
            "the next socket URLs count as expired",
            fields -> new Fault.StaleUrls(times(fields))),
        ControlCommand.of(
            "expire_urls", "", "every URL given out so far expires", _ -> new Fault.ExpireUrls()),
        ControlCommand.of(
            "no_hello",
            "times=1",
            "the next sockets never hear hello",
            fields -> new Fault.Hello(Optional.empty(), times(fields))),
        ControlCommand.of(
            "late_hello",
            "seconds, times=1",
            "the next sockets hear hello late",
            fields -> new Fault.Hello(Optional.of(fields.seconds("seconds")), times(fields))),
        ControlCommand.of(
            "reconnect_url",
            "",
            "sockets are told a URL for their next connection",
            _ -> new Fault.ReconnectUrl()),
        ControlCommand.of(
            "drop", "", "sockets are cut without a close frame", _ -> new Fault.Drop()),
        ControlCommand.of(
            "close",
            "code=1001, reason=\"\"",
            "sockets are closed with a close frame",
            fields ->
                new Fault.Close(
                    fields.number("code", 1000, 4999, 1001), fields.text("reason", ""))),
        ControlCommand.of(
            "goodbye",
            "seconds=10",
            "goodbye, and a while later the close",
            fields -> new Fault.Goodbye(fields.seconds("seconds", SocketExpiry.GRACE))),
        ControlCommand.of(
            "migrate",
            "refusals=2",
            "the workspace moves: close, then rtm.connect is refused",
            fields -> new Fault.Migrate(fields.number("refusals", 0, MOST_TIMES, 2))),
        ControlCommand.of(
            "half_open",
            "",
            "open sockets go deaf and dumb, pings included",
            _ -> new Fault.HalfOpen()),
        ControlCommand.of(
            "unsubscribe",
            "",
            "subscriptions die in silence until presence_sub comes again",
            _ -> new Fault.Unsubscribe()),
        ControlCommand.of(
            "silence",
            "seconds",
            "nothing is read or answered; then all of it, late",
            fields -> new Fault.Silence(fields.seconds("seconds"))),
        ControlCommand.of(
            "down",
            "seconds",
            "every connection is cut, and every new one",
            fields -> new Fault.Down(fields.seconds("seconds"))),
        ControlCommand.of(
            "raw",
            "text",
            "this text is sent to every socket",
            fields -> new Fault.Raw(fields.text("text"))),
        ControlCommand.of(
            "unknown_event",
            "",
            "an event nobody knows is sent",
            _ -> new Fault.Raw("{\"type\":\"somebody_sneezed\",\"loudness\":3}")),
        ControlCommand.of(
            "malformed", "", "a frame that is no JSON is sent", _ -> new Fault.Raw("{\"type\":")),
        ControlCommand.of(
            "large",
            "bytes=1048576",
            "an event of this size is sent",
            fields -> new Fault.Large(fields.number("bytes", 64, 8 << 20, 1 << 20))),
        ControlCommand.of(
            "duplicate",
            "times=1",
            "the next presence events come twice",
            fields -> new Fault.Duplicate(times(fields))),
        ControlCommand.of(
            "reorder",
            "times=1",
            "the next presence events are overtaken by the next but one",
            fields -> new Fault.Reorder(times(fields))),
        ControlCommand.of(
            "shape",
            "shape",
            "presence events are as_asked, single, batch or alias",
            fields -> new Fault.Reshape(fields.choice("shape", Fault.Shape.values()))),
        ControlCommand.of(
            "read_slowly",
            "seconds",
            "a pause between two frames read; 0 ends it",
            fields -> new Fault.ReadSlowly(fields.seconds("seconds"))),
        ControlCommand.of(
            "flood",
            "per_minute=10000, seconds=60, seed=1",
            "people change at random",
            FaultCommands::flood),
        new ControlCommand(
            "storm",
            "seconds, every, seed=1",
            "faults by a seed, one every so many seconds",
            FaultCommands::storm),
        ControlCommand.of("forget", "", "what is planned never happens", _ -> new Fault.Forget()));
  }

  private static ControlCommand call(
      String name, String more, String meaning, Function<ControlArguments, HttpFault> mishap) {
    return ControlCommand.of(
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

  private static HttpFault rateLimit(ControlArguments fields) {
    return fields.contains("retry_after")
        ? HttpFault.slowDown(fields.number("retry_after", 0, MOST_SECONDS))
        : HttpFault.slowDown();
  }

  private static Fault flood(ControlArguments fields) {
    int perMinute = fields.number("per_minute", 1, 600_000, 10_000);
    Duration length = fields.seconds("seconds", Duration.ofMinutes(1));
    return new Fault.Flood(perMinute, length, fields.seed());
  }

  private static List<ScriptStep> storm(ControlArguments fields) {
    Duration every = fields.seconds("every");
    Duration length = fields.seconds("seconds");
    if (every.multipliedBy(MOST_TIMES).compareTo(length) < 0) {
      throw new InvalidControlException("\"every\" is too short for so long a storm.");
    }
    return RandomFaults.cues(fields.seed(), length, every);
  }

  private static int times(ControlArguments fields) {
    return fields.number("times", 1, MOST_TIMES, 1);
  }
}
