package rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.websocket.core.CloseStatus;

/// Control commands for faults.
final class FaultCommands {
  private static final int MAX_TIMES = 100_000;
  private static final String CALLS = "method, user=\"\", times=1";

  /// A control frame has at most 125 bytes, two of which are the code.
  private static final int MAX_REASON_BYTES = 123;

  private static final int MAX_SECONDS = 10_000_000;

  private FaultCommands() {}

  static List<ControlCommand> all() {
    return List.of(
        call(
            "refuse",
            ", error",
            "calls answer ok:false with this error",
            arguments -> HttpFault.notOk(arguments.text("error"))),
        call(
            "http_status",
            ", status",
            "calls answer this HTTP status and an HTML page",
            arguments -> HttpFault.status(arguments.number("status", 200, 599))),
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
            arguments -> new HttpFault.Redirect(arguments.text("location", HttpServer.PORTAL))),
        call(
            "leave_out",
            ", field",
            "calls succeed without this field (team.id)",
            arguments -> new HttpFault.MissingField(arguments.text("field"))),
        call(
            "null_field",
            ", field",
            "calls succeed with null in this field",
            arguments -> new HttpFault.NullField(arguments.text("field"))),
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
            arguments -> new Fault.ShortPages(times(arguments))),
        ControlCommand.of(
            "refuse_sockets",
            "status=503, times=1",
            "the next sockets are refused",
            arguments ->
                new Fault.RefuseSockets(
                    arguments.number("status", 200, 599, 503), times(arguments))),
        ControlCommand.of(
            "stale_urls",
            "times=1",
            "the next socket URLs count as expired",
            arguments -> new Fault.StaleUrls(times(arguments))),
        ControlCommand.of(
            "expire_urls", "", "every URL given out so far expires", _ -> new Fault.ExpireUrls()),
        ControlCommand.of(
            "no_hello",
            "times=1",
            "the next sockets receive no hello",
            arguments -> new Fault.Hello(null, times(arguments))),
        ControlCommand.of(
            "late_hello",
            "seconds, times=1",
            "the next sockets receive hello late",
            arguments -> new Fault.Hello(arguments.seconds("seconds"), times(arguments))),
        ControlCommand.of(
            "reconnect_url",
            "",
            "sockets receive a URL for their next connection",
            _ -> new Fault.ReconnectUrl()),
        ControlCommand.of(
            "drop", "", "sockets are cut without a close frame", _ -> new Fault.Drop()),
        ControlCommand.of(
            "close",
            "code=1001, reason=\"\"",
            "sockets are closed with a close frame",
            FaultCommands::close),
        ControlCommand.of(
            "goodbye",
            "seconds=10",
            "sockets receive goodbye and are closed later",
            arguments -> new Fault.Goodbye(arguments.seconds("seconds", SocketLifetime.GRACE))),
        ControlCommand.of(
            "migrate",
            "refusals=2",
            "sockets close, then rtm.connect is refused",
            arguments -> new Fault.Migrate(arguments.number("refusals", 0, MAX_TIMES, 2))),
        ControlCommand.of(
            "half_open",
            "",
            "open sockets become half-open, pings included",
            _ -> new Fault.HalfOpen()),
        ControlCommand.of(
            "unsubscribe",
            "",
            "subscriptions are dropped until the next presence_sub",
            _ -> new Fault.Unsubscribe()),
        ControlCommand.of(
            "silence",
            "seconds",
            "nothing is read or answered; then everything, late",
            arguments -> new Fault.Silence(arguments.seconds("seconds"))),
        ControlCommand.of(
            "down",
            "seconds",
            "all connections are cut, new ones too",
            arguments -> new Fault.Down(arguments.seconds("seconds"))),
        ControlCommand.of(
            "raw",
            "text",
            "this text is sent to every socket",
            arguments -> new Fault.Raw(arguments.text("text"))),
        ControlCommand.of(
            "unknown_event",
            "",
            "an event of unknown type is sent",
            _ -> new Fault.Raw("{\"type\":\"user_sneezed\",\"loudness\":3}")),
        ControlCommand.of(
            "malformed", "", "a frame that is not JSON is sent", _ -> new Fault.Raw("{\"type\":")),
        ControlCommand.of(
            "large",
            "bytes=1048576",
            "an event of this size is sent",
            arguments -> new Fault.Large(arguments.number("bytes", 64, 8 << 20, 1 << 20))),
        ControlCommand.of(
            "duplicate",
            "times=1",
            "the next presence events are sent twice",
            arguments -> new Fault.Duplicate(times(arguments))),
        ControlCommand.of(
            "reorder",
            "times=1",
            "each of the next presence events is sent after its successor",
            arguments -> new Fault.Reorder(times(arguments))),
        ControlCommand.of(
            "shape",
            "shape",
            "presence events are as_asked, single, batch or alias",
            arguments -> new Fault.Reshape(arguments.choice("shape", Fault.Shape.values()))),
        ControlCommand.of(
            "read_slowly",
            "seconds",
            "pause between two frames read; 0 for none",
            arguments -> new Fault.ReadSlowly(arguments.seconds("seconds"))),
        ControlCommand.of(
            "flood",
            "per_minute=10000, seconds=60, seed=1",
            "presences change at random",
            FaultCommands::flood),
        new ControlCommand(
            "storm",
            "seconds, every, seed=1",
            "random faults; \"every\" is the mean interval in seconds",
            FaultCommands::storm),
        ControlCommand.of(
            "forget",
            "",
            "clears queued faults and steps; ends silence and down",
            _ -> new Fault.ClearPlanned()));
  }

  private static ControlCommand call(
      String name, String extra, String help, Function<ControlArguments, HttpFault> httpFault) {
    return ControlCommand.of(
        name,
        CALLS + extra,
        "the next " + help,
        arguments ->
            new Fault.Http(
                arguments.text("method"),
                arguments.text("user", ""),
                httpFault.apply(arguments),
                times(arguments)));
  }

  private static HttpFault rateLimit(ControlArguments arguments) {
    return arguments.contains("retry_after")
        ? HttpFault.rateLimited(arguments.number("retry_after", 0, MAX_SECONDS))
        : HttpFault.rateLimited();
  }

  private static Fault close(ControlArguments arguments) {
    int code = arguments.number("code", 1000, 4999, 1001);
    String reason = arguments.text("reason", "");
    if (!CloseStatus.isTransmittableStatusCode(code)) {
      throw new InvalidControlException("No close frame can carry the code " + code + ".");
    }
    if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
      throw new InvalidControlException(
          "\"reason\" must be at most " + MAX_REASON_BYTES + " bytes.");
    }
    return new Fault.Close(code, reason);
  }

  private static Fault flood(ControlArguments arguments) {
    int perMinute = arguments.number("per_minute", 1, 600_000, 10_000);
    Duration length = arguments.seconds("seconds", Duration.ofMinutes(1));
    return new Fault.Flood(perMinute, length, arguments.seed());
  }

  private static List<ScriptStep> storm(ControlArguments arguments) {
    Duration every = arguments.seconds("every");
    Duration length = arguments.seconds("seconds");
    if (every.multipliedBy(MAX_TIMES).compareTo(length) < 0) {
      throw new InvalidControlException(
          "\"every\" must be at least \"seconds\" / " + MAX_TIMES + ".");
    }
    return RandomFaultScripts.steps(arguments.seed(), length, every);
  }

  private static int times(ControlArguments arguments) {
    return arguments.number("times", 1, MAX_TIMES, 1);
  }
}
