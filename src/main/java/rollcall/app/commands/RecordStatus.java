package rollcall.app.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.LastRecorderOfPerson;
import rollcall.history.RecorderState;
import rollcall.history.SharedHistory;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.PollScheduler;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// State of a record at one instant, for a monitor.
///
/// @param place `local`, or the address of the server
/// @param workspace name of the workspace, or blank
/// @param recording whether a recorder runs
/// @param knownUntil instant until which all running recorders confirmed the states; null without
///   any
/// @param wanted number of people who are to be watched
/// @param watched number of people that running recorders watch; none in an outage
/// @param recorders recorders of a record on a server
record RecordStatus(
    String place,
    String workspace,
    boolean recording,
    @Nullable Instant knownUntil,
    int wanted,
    int watched,
    List<Recorder> recorders) {
  /// Time without Slack after which no one counts as watched.
  static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);

  /// Rounds of polling after which the oldest poll is too old: one takes longer while some people
  /// are preferred.
  private static final int ROUNDS = 3;

  RecordStatus {
    recorders = List.copyOf(recorders);
  }

  static RecordStatus of(History history, Instant now) throws HistoryException {
    List<CurrentPresence> people = wanted(history.snapshot());
    boolean recording = history.recording(now);
    Instant knownUntil = history.lastKnown().orElse(null);
    return new RecordStatus(
        "local",
        history.workspace().map(Workspace::name).orElse(""),
        recording,
        knownUntil,
        people.size(),
        recording && isConfirmed(people, knownUntil, now) ? people.size() : 0,
        List.of());
  }

  /// Waits for renewals of recorders without a recent confirmation.
  static RecordStatus of(String place, SharedHistory history, Instant now) throws HistoryException {
    Set<Integer> running = history.running(now);
    Map<Integer, List<CurrentPresence>> people = held(history);
    List<Recorder> recorders =
        history.recorders().stream()
            .map(state -> new Recorder(state, running.contains(state.number())))
            .toList();
    int watched =
        recorders.stream()
            .filter(one -> one.isWatching(people, now))
            .mapToInt(one -> one.state().people())
            .sum();
    return new RecordStatus(
        place,
        history.workspace().map(Workspace::name).orElse(""),
        history.isRecorded() && !running.isEmpty(),
        history.lastKnown().orElse(null),
        history.isRecorded() ? history.wanted().size() : wanted(history.snapshot()).size(),
        watched,
        recorders);
  }

  /// Recorder of a record on a server.
  ///
  /// @param recording whether it runs
  record Recorder(RecorderState state, boolean recording) {
    /// @param held people whose state each recorder has to confirm
    private boolean isWatching(Map<Integer, List<CurrentPresence>> held, Instant now) {
      List<CurrentPresence> people = held.getOrDefault(state.number(), List.of());
      return recording && (state.isRecording(now) || isConfirmed(people, state.knownUntil(), now));
    }
  }

  /// Returns the people who are to be watched now, by the number of their recorder.
  private static Map<Integer, List<CurrentPresence>> held(SharedHistory history)
      throws HistoryException {
    Map<UserId, LastRecorderOfPerson> holders = history.holders();
    return wanted(history.snapshot()).stream()
        .filter(one -> isHeld(holders.get(one.user())))
        .collect(
            Collectors.groupingBy(
                one -> Objects.requireNonNull(holders.get(one.user())).recorder()));
  }

  private static boolean isHeld(@Nullable LastRecorderOfPerson holder) {
    return holder != null && holder.until() == null;
  }

  private static List<CurrentPresence> wanted(PresenceSnapshot snapshot) {
    return snapshot.all().stream().filter(one -> one.presence() != Presence.NOT_WATCHED).toList();
  }

  /// Returns whether states were confirmed a short time ago, or the people have been watched for a
  /// short time only. Without any state, that is [#LONGEST_OUTAGE]; else Slack may be polled, and
  /// the oldest poll is as old as a round.
  private static boolean isConfirmed(
      List<CurrentPresence> people, @Nullable Instant knownUntil, Instant now) {
    Instant since =
        people.stream().map(CurrentPresence::since).min(Comparator.naturalOrder()).orElse(now);
    Instant confirmed = knownUntil == null || knownUntil.isBefore(since) ? since : knownUntil;
    Duration rounds = PollScheduler.round(people.size()).multipliedBy(ROUNDS);
    boolean observed = people.stream().anyMatch(one -> one.presence().isObserved());
    Duration longest = observed && rounds.compareTo(LONGEST_OUTAGE) > 0 ? rounds : LONGEST_OUTAGE;
    return Duration.between(confirmed, now).abs().compareTo(longest) <= 0;
  }

  /// Returns whether recorders run, and watch everyone who is to be watched now.
  boolean healthy() {
    return recording && notWatched() == 0;
  }

  private int notWatched() {
    return Math.max(0, wanted - watched);
  }

  String sentence(Instant now) {
    String confirmed =
        knownUntil == null
            ? "nothing is confirmed"
            : "confirmed until %s (%s s ago)".formatted(knownUntil, age(knownUntil, now));
    return String.format(
        Locale.ROOT,
        "%s: %s, %d of %d people watched%s, %s.",
        place,
        recording ? "recording" : "not recording",
        watched,
        wanted,
        notWatched() == 0 ? "" : " (%s not)".formatted(notWatched()),
        confirmed);
  }

  /// One line of JSON; times are in ISO 8601, ages in seconds.
  String json(Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("place", place).put("workspace", workspace);
    json.put("healthy", healthy()).put("recording", recording);
    json.put("knownUntil", knownUntil == null ? null : knownUntil.toString());
    json.put("ageSeconds", knownUntil == null ? null : age(knownUntil, now));
    json.put("wanted", wanted).put("watched", watched).put("notWatched", notWatched());
    ArrayNode all = json.putArray("recorders");
    recorders.forEach(one -> write(one, all.addObject(), now));
    return json.toString();
  }

  private static void write(Recorder recorder, ObjectNode json, Instant now) {
    RecorderState one = recorder.state();
    Instant since = one.since();
    json.put("name", one.name()).put("recording", recorder.recording());
    json.put("since", since == null ? null : since.toString());
    json.put("knownUntil", one.knownUntil().toString());
    json.put("ageSeconds", age(one.knownUntil(), now)).put("people", one.people());
  }

  private static long age(Instant at, Instant now) {
    return Math.max(0, Duration.between(at, now).toSeconds());
  }
}
