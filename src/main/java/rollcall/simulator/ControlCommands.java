package rollcall.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.jetty.websocket.core.CloseStatus;

/// Commands of the control endpoint, with their help.
final class ControlCommands {
  static final String HELP =
      """
      Control endpoint, for this computer only. It works during every outage.
        GET  /control            this page
        GET  /control/workspace  URL, token, start, seed, speed, people
        GET  /control/truth      actual presence changes (?user=U…&from=…&to=…)
        GET  /control/outages    times when clients could not reach the workspace
        GET  /control/calls      the latest Web API calls
        GET  /control/sockets    open sockets and their subscriptions
        POST /control/do         runs commands
      A POST carries one JSON object or a list of objects, for example
        {"do":"drop"}
        [{"do":"down","seconds":30},{"after":60,"do":"goodbye","seconds":5}]
      "after" is a delay in seconds from now; without it commands run at once, in
      order.
      Commands with "times" are queued and affect the next requests, sockets or
      events.
      "method":"*" means every method; with "user" only calls about this user fail.
      Invalid input is answered with 400 and a message, and no command runs. An
      immediate command for an unknown user or channel is answered with 400 too;
      the commands after it do not run.
        refuse          the next calls answer ok:false with this error
                          method, user="", times=1, error
        http_status     the next calls answer this HTTP status and an HTML page
                          method, user="", times=1, status
        rate_limit      the next calls answer 429; retry_after in seconds or none
                          method, user="", times=1, retry_after
        garbage         the next calls answer 200 with broken JSON
                          method, user="", times=1
        hang            the next calls are never answered
                          method, user="", times=1
        cut             the next calls end in a cut connection
                          method, user="", times=1
        redirect        the next calls answer 302, as a network's sign-in portal
                          method, user="", times=1, location="/portal"
        leave_out       the next calls succeed without this field (team.id)
                          method, user="", times=1, field
        null_field      the next calls succeed with null in this field
                          method, user="", times=1, field
        wrong_types     the next calls answer ok with values of the wrong types
                          method, user="", times=1
        cursor_loop     the next pages of a list have the cursors A, B, A, B, …
                          method, user="", times=1
        no_url          the next calls of rtm.connect succeed without a url
                          method, user="", times=1
        short_pages     the next pages of lists are short or empty
                          times=1
        refuse_sockets  the next sockets are refused
                          status=503, times=1
        stale_urls      the next socket URLs count as expired
                          times=1
        expire_urls     every URL given out so far expires
        no_hello        the next sockets receive no hello
                          times=1
        late_hello      the next sockets receive hello late
                          seconds, times=1
        reconnect_url   sockets receive a URL for their next connection
        drop            sockets are cut without a close frame
        close           sockets are closed with a close frame
                          code=1001, reason=""
        goodbye         sockets receive goodbye and are closed later
                          seconds=10
        migrate         sockets close, then rtm.connect is refused
                          refusals=2
        half_open       open sockets become half-open, pings included
        unsubscribe     subscriptions are dropped until the next presence_sub
        silence         nothing is read or answered; then everything, late
                          seconds
        down            all connections are cut, new ones too
                          seconds
        raw             this text is sent to every socket
                          text
        unknown_event   an event of unknown type is sent
        malformed       a frame that is not JSON is sent
        large           an event of this size is sent
                          bytes=1048576
        duplicate       the next presence events are sent twice
                          times=1
        reorder         each of the next presence events is sent after its successor
                          times=1
        shape           presence events are as_asked, single, batch or alias
                          shape
        read_slowly     pause between two frames read; 0 for none
                          seconds
        flood           presences change at random
                          per_minute=10000, seconds=60, seed=1
        storm           random faults; "every" is the mean interval in seconds
                          seconds, every, seed=1
        forget          clears queued faults and steps; ends silence and down
        presence        sets a person's presence until release
                          user, presence
        release         ends the effect of presence; the simulation resumes
                          user
        join            adds a member with this id
                          user, name, zone
        leave           deactivates the account
                          user
        return          reactivates the account
                          user
        rename          renames the person
                          user, name, display_name=""
        status          sets the person's status
                          user, text="", emoji="", expires
        huddle          the person joins or leaves a huddle
                          user, in=true
        snooze          snoozes notifications; 0 ends the snooze
                          user, seconds
        create_channel  creates a channel
                          channel, name, private=false, members
        enter           the person joins the channel
                          user, channel
        exit            the person leaves the channel
                          user, channel
        enter_group     adds the person to the user group
                          user, group
        exit_group      removes the person from the user group
                          user, group
      """;

  /// The names of all commands, in the order of the help.
  static final List<String> NAMES =
      Pattern.compile("^  [a-z_]+ ", Pattern.MULTILINE)
          .matcher(HELP)
          .results()
          .map(MatchResult::group)
          .map(String::strip)
          .toList();

  private static final int MAX_TIMES = 100_000;

  /// A control frame has at most 125 bytes, two of which are the code.
  private static final int MAX_REASON_BYTES = 123;

  private static final int MAX_SECONDS = 10_000_000;

  private ControlCommands() {}

  /// Reads the arguments of a command.
  ///
  /// @param name one of [#NAMES]
  /// @throws InvalidControlException for an invalid argument
  static List<ScriptStep> steps(String name, ControlArguments in) {
    return name.equals("storm")
        ? storm(in)
        : List.of(new ScriptStep(Duration.ZERO, action(name, in)));
  }

  private static ScriptAction action(String name, ControlArguments in) {
    return switch (name) {
      case "refuse" -> call(in, () -> new HttpFault.NotOk(in.text("error")));
      case "http_status" -> call(in, () -> HttpFault.status(in.number("status", 200, 599)));
      case "rate_limit" -> call(in, () -> rateLimit(in));
      case "garbage" -> call(in, HttpFault::garbage);
      case "hang" -> call(in, HttpFault.Hang::new);
      case "cut" -> call(in, HttpFault.Cut::new);
      case "redirect" ->
          call(in, () -> new HttpFault.Redirect(in.text("location", HttpServer.PORTAL)));
      case "leave_out" -> call(in, () -> new HttpFault.MissingField(in.text("field")));
      case "null_field" -> call(in, () -> new HttpFault.NullField(in.text("field")));
      case "wrong_types" -> call(in, HttpFault.WrongTypes::new);
      case "cursor_loop" -> call(in, HttpFault.CursorLoop::new);
      case "no_url" -> call(in, () -> new HttpFault.MissingField("url"));
      case "short_pages" -> new Fault.ShortPages(times(in));
      case "refuse_sockets" ->
          new Fault.RefuseSockets(in.number("status", 200, 599, 503), times(in));
      case "stale_urls" -> new Fault.StaleUrls(times(in));
      case "expire_urls" -> new Fault.ExpireUrls();
      case "no_hello" -> new Fault.Hello(null, times(in));
      case "late_hello" -> new Fault.Hello(in.seconds("seconds"), times(in));
      case "reconnect_url" -> new Fault.ReconnectUrl();
      case "drop" -> new Fault.Drop();
      case "close" -> close(in);
      case "goodbye" -> new Fault.Goodbye(in.seconds("seconds", SocketLifetime.GRACE));
      case "migrate" -> new Fault.Migrate(in.number("refusals", 0, MAX_TIMES, 2));
      case "half_open" -> new Fault.HalfOpen();
      case "unsubscribe" -> new Fault.Unsubscribe();
      case "silence" -> new Fault.Silence(in.seconds("seconds"));
      case "down" -> new Fault.Down(in.seconds("seconds"));
      case "raw" -> new Fault.Raw(in.text("text"));
      case "unknown_event" -> new Fault.Raw("{\"type\":\"user_sneezed\",\"loudness\":3}");
      case "malformed" -> new Fault.Raw("{\"type\":");
      case "large" -> new Fault.Large(in.number("bytes", 64, 8 << 20, 1 << 20));
      case "duplicate" -> new Fault.Duplicate(times(in));
      case "reorder" -> new Fault.Reorder(times(in));
      case "shape" -> new Fault.Reshape(in.choice("shape", Fault.Shape.values()));
      case "read_slowly" -> new Fault.ReadSlowly(in.seconds("seconds"));
      case "flood" ->
          new Fault.Flood(
              in.number("per_minute", 1, 600_000, 10_000),
              in.seconds("seconds", Duration.ofMinutes(1)),
              in.seed());
      case "forget" -> new Fault.ClearPlanned();
      case "presence" ->
          new WorkspaceChange.SetPresence(
              in.text("user"), in.choice("presence", ActiveOrAway.values()));
      case "release" -> new WorkspaceChange.ReleasePresence(in.text("user"));
      case "join" ->
          new WorkspaceChange.JoinWorkspace(
              in.newId("user", "UW"), in.text("name"), in.zone("zone"));
      case "leave" -> new WorkspaceChange.Deactivate(in.text("user"));
      case "return" -> new WorkspaceChange.Reactivate(in.text("user"));
      case "rename" ->
          new WorkspaceChange.Rename(in.text("user"), in.text("name"), in.text("display_name", ""));
      case "status" -> setStatus(in);
      case "huddle" -> new WorkspaceChange.Huddle(in.text("user"), in.flag("in", true));
      case "snooze" -> new WorkspaceChange.Snooze(in.text("user"), in.seconds("seconds"));
      case "create_channel" ->
          new WorkspaceChange.CreateChannel(
              in.newId("channel", "CG"),
              in.text("name"),
              in.flag("private", false),
              in.texts("members"));
      case "enter" -> new WorkspaceChange.JoinChannel(in.text("user"), in.text("channel"));
      case "exit" -> new WorkspaceChange.LeaveChannel(in.text("user"), in.text("channel"));
      case "enter_group" -> new WorkspaceChange.JoinGroup(in.text("user"), in.text("group"));
      case "exit_group" -> new WorkspaceChange.LeaveGroup(in.text("user"), in.text("group"));
      default -> throw new IllegalArgumentException("There is no command " + name + ".");
    };
  }

  private static Fault call(ControlArguments in, Supplier<HttpFault> fault) {
    return new Fault.Http(in.text("method"), in.text("user", ""), fault.get(), times(in));
  }

  private static HttpFault rateLimit(ControlArguments in) {
    return in.contains("retry_after")
        ? HttpFault.rateLimited(in.number("retry_after", 0, MAX_SECONDS))
        : HttpFault.rateLimited();
  }

  private static Fault close(ControlArguments in) {
    int code = in.number("code", 1000, 4999, 1001);
    String reason = in.text("reason", "");
    if (!CloseStatus.isTransmittableStatusCode(code)) {
      throw new InvalidControlException("No close frame can carry the code " + code + ".");
    }
    if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
      throw new InvalidControlException(
          "\"reason\" must be at most " + MAX_REASON_BYTES + " bytes.");
    }
    return new Fault.Close(code, reason);
  }

  private static List<ScriptStep> storm(ControlArguments in) {
    Duration every = in.seconds("every");
    Duration length = in.seconds("seconds");
    if (every.multipliedBy(MAX_TIMES).compareTo(length) < 0) {
      throw new InvalidControlException(
          "\"every\" must be at least \"seconds\" / " + MAX_TIMES + ".");
    }
    return RandomFaultScripts.steps(in.seed(), length, every);
  }

  private static WorkspaceChange setStatus(ControlArguments in) {
    String text = in.text("text", "");
    if (text.codePointCount(0, text.length()) > UserStatus.MAX_LENGTH) {
      throw new InvalidControlException(
          "\"text\" may have " + UserStatus.MAX_LENGTH + " characters.");
    }
    Instant expires = in.instant("expires", Instant.EPOCH);
    return new WorkspaceChange.SetStatus(
        in.text("user"), new UserStatus(text, in.text("emoji", ""), expires));
  }

  private static int times(ControlArguments in) {
    return in.number("times", 1, MAX_TIMES, 1);
  }
}
