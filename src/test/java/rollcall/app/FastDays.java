package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.recording.FutureRecordsCleanup;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.settings.SettingsFile;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.LoggedCall;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.testkit.RollcallProcess;
import rollcall.testkit.SharedClock;
import rollcall.watch.SlackAccess;

/// Days of a small company in minutes, beside a recorder in a process of its own that uses the same
/// clock.
///
/// The clock stands still during a change. It advances when the recorder has printed that the last
/// change is on its disk: this is the purpose of the canary, a member whose presence changes with
/// every step. A recorder that polls is waited for until its next request.
final class FastDays implements AutoCloseable {
  static final Instant START = Instant.parse("2026-09-14T06:00:00Z");

  /// Step of the clock, shorter than the silence after which the client asks whether Slack is still
  /// there. For the recorder each step is a stall: its limit is longer.
  private static final Duration STEP = Duration.ofSeconds(20);

  private static final Duration STEPS_STALL_LIMIT = Duration.ofSeconds(60);

  /// Step of the clock where the recorder keeps its own stall limit: shorter than that.
  private static final Duration SHORT_STEP = SlackAccess.STALL_LIMIT.minusSeconds(1);

  /// Longest time from the opening of recording hours to Slack's answer: the question is sent in
  /// one step, and the answer read in the next.
  static final Duration OPENING = SHORT_STEP.multipliedBy(2);

  /// Time enough for one question, when Slack has to be asked.
  static final Duration TURN = Duration.ofMillis(1500);

  /// Longest age of the last confirmation on the disk: a round in which all are prioritized, and
  /// the interval of the heartbeat.
  private static final Duration CONFIRMED = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration AN_ANSWER = Duration.ofMillis(40);
  private static final Duration A_QUESTION = Duration.ofSeconds(1);
  private static final Duration MOMENT = Duration.ofMillis(250);
  private static final int PEOPLE = 8;

  /// With the canary and the marker; polling does not request the marker.
  static final int RECORDED = PEOPLE + 2;

  /// The check of every quarter of an hour, and what it takes to be answered.
  private static final Duration UNNOTICED = Duration.ofMinutes(17);

  /// An event that is sent immediately, without a subscription.
  private static final String SIGN_OF_LIFE =
      "{\"type\":\"manual_presence_change\",\"presence\":\"away\"}";

  private static final String LIVES = "manual presence change: away";

  /// After so many signs of life, one after the other, a question that was asked at the first is
  /// answered, however slow the machine is.
  private static final int AN_ANSWERS_TIME = 10;

  private static final int MOST_TOGGLES = 60;

  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
  private static final int COMPANY = 60;

  /// Zones of the canaries: at each instant the recording hours of at least one of them are open.
  private static final List<ZoneId> CANARY_ZONES =
      Stream.of("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland")
          .map(ZoneId::of)
          .toList();

  private static final String EVERY_DAY =
      """
      ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]\
      """;

  final SlackSimulator workspace;
  final List<Employee> people;

  /// Disruptions of the recorder.
  final List<Disruption> disruptions = new ArrayList<>();

  /// Changes that the recorder printed.
  final List<PrintedChange> printed = new ArrayList<>();

  private final List<LoggedCall> calls = new ArrayList<>();
  private final Path scratch;
  private final boolean polled;
  private final Duration step;
  private final Duration stallLimit;
  private final SharedClock clock;
  // Slack's clock: always right.
  private final SharedClock slack;
  private final String token;
  private final Random random;
  private final List<Employee> canaries;
  private final Optional<DailyHours> hours;

  /// Comes or goes only to mark a place in what the recorder says.
  private final Employee marker;

  private final Map<String, Instant> nextChange = new HashMap<>();
  private RollcallProcess recorder;
  private Instant now = START;
  private boolean onDisk = true;

  /// People who are recorded until they are erased.
  private final List<Employee> victims = new ArrayList<>();

  /// Data of erased people that was still in a file.
  final List<String> remains = new ArrayList<>();

  /// Number of erasures by what the kill left: planned, finished, or not begun.
  final Map<String, Integer> erasures = new TreeMap<>();

  /// Number of sightings of erased people whose bytes were searched.
  int searchedSightings;

  /// Changes that were printed in the last step before a kill, also of the canaries.
  final List<PrintedChange> lastWords = new ArrayList<>();

  /// Changes printed while its clock was ahead, by that clock.
  final List<PrintedChange> printedAhead = new ArrayList<>();

  private Duration ahead = Duration.ZERO;

  /// Whether a recorder that polls was last waited for in vain.
  private boolean quiet;

  /// Disruption of the recorder.
  ///
  /// @param over when it was over
  /// @param back when the recorder saw again
  record Disruption(String kind, Instant from, Instant over, Instant back) {}

  /// Recording hours of every day, by each person's own zone.
  record DailyHours(LocalTime from, LocalTime to) {
    /// @param text such as `07:30-18:30`
    static DailyHours of(String text) {
      String[] sides = text.split("-", 2);
      return new DailyHours(LocalTime.parse(sides[0]), LocalTime.parse(sides[1]));
    }

    /// Returns the shortest time to a border, negative outside the hours.
    private Duration margin(ZoneId zone, Instant at) {
      LocalTime local = LocalTime.ofInstant(at, zone);
      Duration opened = Duration.between(from, local);
      Duration closes = Duration.between(local, to);
      return opened.compareTo(closes) < 0 ? opened : closes;
    }

    /// Returns the next border.
    private Instant next(ZoneId zone, Instant at) {
      LocalDate today = LocalDate.ofInstant(at, zone);
      return Stream.of(today.atTime(from), today.atTime(to), today.plusDays(1).atTime(from))
          .map(border -> border.atZone(zone).toInstant())
          .filter(at::isBefore)
          .findFirst()
          .orElseThrow();
    }
  }

  /// A line of the recorder, at the time when it said it.
  record PrintedChange(String user, String word, Instant at) {}

  /// Recorder that does not notice a stall: it is only killed, put to sleep and cut off.
  ///
  /// @param kind decides how the recorder looks; the rate limits are kept from a kind that polls
  FastDays(Path scratch, TokenKind kind, long seed) throws IOException {
    this(scratch, kind, seed, Optional.empty(), STEP, STEPS_STALL_LIMIT);
  }

  /// Recorder with Rollcall's own stall limit, by a clock with shorter steps.
  static FastDays withStalls(Path scratch, long seed) throws IOException {
    return withStalls(scratch, seed, Optional.empty());
  }

  /// Recorder with Rollcall's own stall limit and recording hours.
  static FastDays withHours(Path scratch, long seed, String hours) throws IOException {
    return withStalls(scratch, seed, Optional.of(DailyHours.of(hours)));
  }

  private static FastDays withStalls(Path scratch, long seed, Optional<DailyHours> hours)
      throws IOException {
    return new FastDays(
        scratch, TokenKind.CLASSIC_BOT, seed, hours, SHORT_STEP, SlackAccess.STALL_LIMIT);
  }

  private FastDays(
      Path scratch,
      TokenKind kind,
      long seed,
      Optional<DailyHours> hours,
      Duration step,
      Duration stallLimit)
      throws IOException {
    this.hours = hours;
    this.step = step;
    this.stallLimit = stallLimit;
    this.scratch = scratch;
    this.polled = kind == TokenKind.GRANULAR_BOT;
    this.random = new Random(seed);
    clock = new SharedClock(scratch.resolve("clock"));
    slack = new SharedClock(scratch.resolve("slack"));
    setClocks();
    DemoOptions options = DemoOptions.standard(slack).withFrozenPeople().withPeople(COMPANY);
    workspace = SlackSimulator.start(polled ? options : options.withoutLimits());
    token = workspace.token(kind);
    List<Employee> company = workspace.people();
    if (hours.isPresent()) {
      canaries = CANARY_ZONES.stream().map(zone -> ofZone(company, zone).getLast()).toList();
      marker = ofZone(company, CANARY_ZONES.getFirst()).getFirst();
      people = ofOtherZones(company);
      writeHours(hours.get());
    } else {
      people = company.subList(0, PEOPLE);
      canaries = List.of(company.get(PEOPLE));
      marker = company.get(PEOPLE + 1);
    }
    people.forEach(person -> nextChange.put(person.id(), now.plus(some(Duration.ofMinutes(20)))));
  }

  private void writeHours(DailyHours daily) throws IOException {
    Files.createDirectories(scratch.resolve("data"));
    Files.writeString(
        scratch.resolve("data/settings.json"),
        """
        {"hours":{"from":"%s","to":"%s","days":%s}}
        """
            .formatted(daily.from(), daily.to(), EVERY_DAY.strip()));
  }

  private static List<Employee> ofZone(List<Employee> company, ZoneId zone) {
    return company.stream().filter(one -> one.zone().equals(zone)).toList();
  }

  /// Two people of each zone but the marker's: their borders are at different times.
  private static List<Employee> ofOtherZones(List<Employee> company) {
    return company.stream()
        .filter(one -> !one.zone().equals(CANARY_ZONES.getFirst()))
        .collect(Collectors.groupingBy(Employee::zone, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(some -> some.stream().limit(PEOPLE / 4))
        .toList();
  }

  /// Returns the member whose presence changes with every step: with recording hours, the one who
  /// is farthest from a border.
  private Employee canary() {
    return hours
        .map(daily ->
            canaries.stream()
                .max(Comparator.comparing((Employee one) -> daily.margin(one.zone(), now)))
                .orElseThrow())
        .orElse(canaries.getFirst());
  }

  Instant now() {
    return now;
  }

  /// Returns the path of the history, without a walk through other directories, whose files come
  /// and go.
  Path history() throws IOException {
    try (Stream<Path> workspaces = Files.list(scratch.resolve("data/workspaces"))) {
      return workspaces.map(one -> one.resolve("history.db")).findFirst().orElseThrow();
    }
  }

  /// Returns disruptions that the test did not cause.
  List<Disruption> unplanned() {
    return disruptions.stream().filter(one -> one.kind().equals("unplanned")).toList();
  }

  /// Returns the changes of this person that the recorder printed.
  List<PrintedChange> printedOf(Employee person) {
    return printed.stream().filter(line -> line.user().equals(person.id())).toList();
  }

  /// Returns the changes of this person printed while the clock was ahead.
  List<PrintedChange> printedAheadOf(Employee person) {
    return printedAhead.stream().filter(line -> line.user().equals(person.id())).toList();
  }

  /// Returns all Web API calls so far: more than the workspace keeps.
  List<LoggedCall> calls() {
    calls.addAll(workspace.callsAfter(calls.size()));
    return Collections.unmodifiableList(calls);
  }

  /// Returns the real presence of all people.
  Map<String, ActiveOrAway> presences() {
    Map<String, ActiveOrAway> all = new HashMap<>();
    people.forEach(person -> all.put(person.id(), workspace.presence(person.id())));
    return all;
  }

  /// Starts the recorder, and waits until it sees.
  void begin() throws Exception {
    Instant from = now;
    launch();
    seeAgain("start", from, now);
  }

  /// Advances the clock while the recorder observes.
  void live(Duration length) throws Exception {
    Instant end = now.plus(length);
    while (now.isBefore(end)) {
      stepTowards(end, polled ? TURN : step);
      Instant from = now;
      if (polled) {
        awaitQuestion();
      } else if (canarySeen()) {
        awaitOpened();
      } else {
        seeAgain("unplanned", from, now);
      }
    }
  }

  /// Waits, while the clock stands still, for the presence of the people whose recording hours
  /// opened a step ago: a busy machine may send the canary's changes of many steps before the
  /// subscription of the others.
  private void awaitOpened() throws InterruptedException {
    if (hours.isEmpty() || !onDisk) {
      return;
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (Employee person : people) {
      Instant opening =
          LocalDate.ofInstant(now, person.zone())
              .atTime(hours.get().from())
              .atZone(person.zone())
              .toInstant();
      boolean due = !opening.plus(step).isAfter(now) && opening.plus(OPENING).isAfter(now);
      while (due && !isPrintedSince(person, opening) && System.nanoTime() < until) {
        hear(AN_ANSWER);
      }
    }
  }

  private boolean isPrintedSince(Employee person, Instant from) {
    return printed.reversed().stream()
        .takeWhile(line -> !line.at().isBefore(from))
        .filter(line -> line.user().equals(person.id()))
        .anyMatch(line -> line.word().equals("active") || line.word().equals("away"));
  }

  private void stepTowards(Instant end, Duration step) {
    Instant next = now.plus(step);
    Instant change = nextChange.values().stream().min(Instant::compareTo).orElseThrow();
    next = change.isBefore(next) ? change : next;
    moveTo(next.isBefore(end) ? next : end);
  }

  /// Waits for the recorder to ask, as it may once a [#TURN], and takes down what it says. One that
  /// has just asked, or rests, is not waited for that long.
  private void awaitQuestion() throws InterruptedException {
    awaitTurn();
    hear(Duration.ofMillis(1));
  }

  private void awaitTurn() throws InterruptedException {
    List<LoggedCall> calls = calls();
    Instant last = calls.isEmpty() ? START : calls.getLast().at();
    if (last.equals(now)) {
      quiet = false;
    } else if (last.plus(TURN).isAfter(now)) {
      asks(calls.size(), AN_ANSWER);
    } else {
      quiet = !asks(calls.size(), quiet ? AN_ANSWER : A_QUESTION);
    }
  }

  /// Waits so long for the recorder to ask more than so often.
  ///
  /// @return whether it did
  private boolean asks(int asked, Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (calls().size() == asked && System.nanoTime() < until) {
      Thread.sleep(1);
    }
    return calls().size() > asked;
  }

  void outage(Duration length) throws Exception {
    Instant from = now;
    NamedFaults.of(workspace).takeDown();
    if (polled) {
      awaitComplaint(from.plus(length));
    }
    unseen(Duration.between(now, from.plus(length)));
    NamedFaults.of(workspace).restore();
    seeAgain("outage", from, now);
  }

  /// No socket ends for a recorder that polls: it finds out when it asks, unless it is over by
  /// then.
  private void awaitComplaint(Instant end) throws InterruptedException {
    String before = recorder.errors();
    while (recorder.errors().equals(before) && now.isBefore(end)) {
      stepTowards(end, TURN);
      long until = System.nanoTime() + MOMENT.toNanos();
      while (recorder.errors().equals(before) && System.nanoTime() < until) {
        Thread.sleep(1);
      }
    }
  }

  void silence(Duration length) throws Exception {
    Instant from = now;
    NamedFaults.of(workspace).startSilence();
    unseen(length);
    NamedFaults.of(workspace).endSilence();
    pushCanary();
    seeAgain("silence", from, now);
  }

  void cut() throws Exception {
    Instant from = now;
    NamedFaults.of(workspace).cutSockets();
    seeAgain("cut", from, now);
  }

  void sleep(Duration length) throws Exception {
    Instant from = now;
    recorder.sleep();
    hear(MOMENT);
    unseen(length);
    recorder.wake();
    pushCanary();
    seeAgain("sleep", from, now);
  }

  /// The recorder stands still (SIGSTOP, a paused virtual machine, swap) while people come and go.
  void stall(Duration length) throws Exception {
    hear(MOMENT);
    Instant from = now;
    recorder.sleep();
    for (int third = 1; third <= 3; third++) {
      moveTo(from.plus(length.multipliedBy(third).dividedBy(3)));
      for (int i = third - 1; i < people.size() && third < 3; i += third) {
        workspace.setPresence(people.get(i).id(), opposite(people.get(i)));
      }
      Thread.sleep(1);
    }
    recorder.wake();
    pushCanary();
    seeAgain("stall", from, now);
  }

  /// This computer's clock, and Slack's, is set forward by so much while the recorder runs: the
  /// time between was not seen.
  void clockStep(Duration length) throws Exception {
    hear(MOMENT);
    Instant from = now;
    now = now.plus(length);
    nextChange.replaceAll((user, at) -> at.isBefore(now) ? now.plusSeconds(1) : at);
    setClocks();
    pushCanary();
    seeAgain("clock step", from, now);
  }

  /// From the next start of the recorder on, these people are recorded too, until they are erased.
  void addVictims(int count) {
    victims.addAll(
        workspace.people().stream()
            .filter(one -> !people.contains(one) && !canaries.contains(one) && !one.equals(marker))
            .limit(count)
            .toList());
  }

  boolean hasVictims() {
    return !victims.isEmpty();
  }

  /// A person is erased, by a command that is killed at any instant; then the recorder is started.
  /// After this one restart, nothing of an erasure that had begun may be left. One that had not
  /// begun is repeated.
  void eraseInterrupted() throws Exception {
    Employee victim = longestOnRecord();
    comeAndGo(victim);
    Instant from = now;
    recorder.stop();
    recorder.remainingLines().forEach(this::heard);
    victims.remove(victim);
    int before = sightings(victim, history());
    assertTrue(before > 0, victim + " is not on record");
    List<String> bytes = bytesOf(victim);
    killErase(victim);
    String state = Files.exists(plan()) ? "planned" : finishedOrNot(victim, before);
    erasures.merge(state, 1, Integer::sum);
    launch();
    seeAgain("erase", from, now);
    recorder.stop();
    recorder.remainingLines().forEach(this::heard);
    if (!state.equals("not begun")) {
      search(victim, "after one restart of an erasure that was " + state);
      searchSightings(bytes, "after one restart of an erasure that was " + state);
    }
    try (RollcallProcess second = erase(victim)) {
      int code = second.exitCode();
      // 1 says that the person is not there.
      if (code != (state.equals("not begun") ? 0 : 1)) {
        remains.add("A second erase, first " + state + ", ends with " + code + second.errors());
      }
    }
    search(victim, "after the second erase");
    searchSightings(bytes, "after the second erase");
    launch();
    seeAgain("restart", now, now);
    search(victim, "after the restart");
  }

  /// Starts the command and kills it: by turns soon after its plan is on the disk, and at any
  /// instant after it has opened the history, which makes files beside it.
  private void killErase(Employee victim) throws Exception {
    Set<String> before = files();
    boolean planned = victims.size() % 2 == 0;
    try (RollcallProcess command = erase(victim)) {
      long until = System.nanoTime() + PATIENCE.toNanos();
      while ((planned ? Files.notExists(plan()) : files().equals(before))
          && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      Thread.sleep(random.nextInt(planned ? 40 : 400));
      command.kill();
    }
  }

  private Path plan() throws IOException {
    Path history = history();
    return history.resolveSibling(history.getFileName() + ".erasing");
  }

  /// Changes at instants at which no other person changes.
  private void comeAndGo(Employee victim) throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      moveTo(now.plusMillis(997));
      workspace.setPresence(victim.id(), opposite(victim));
      // The recorder dates the change before the canary's, to a millisecond of its own.
      Thread.sleep(AN_ANSWER);
      moveTo(now.plusMillis(3));
      assertTrue(canarySeen(), recorder::errors);
    }
  }

  /// Returns the person with the most sightings, of those whose recording hours are open, if any.
  private Employee longestOnRecord() throws IOException {
    List<Employee> open = victims.stream().filter(one -> hours.isEmpty() || isOpen(one)).toList();
    Employee longest = open.isEmpty() ? victims.getFirst() : open.getFirst();
    for (Employee one : open.isEmpty() ? victims : open) {
      longest = sightings(one, history()) > sightings(longest, history()) ? one : longest;
    }
    return longest;
  }

  private boolean isOpen(Employee person) {
    return hours.orElseThrow().margin(person.zone(), now).compareTo(OPENING) > 0;
  }

  private static int sightings(Employee person, Path file) throws IOException {
    try (History history = History.openReadOnly(file)) {
      return history.sightings(new UserId(person.id()), Instant.EPOCH, FAR).size();
    }
  }

  /// Returns whether an erasure without a plan is finished or not begun; one that erased in part is
  /// an error. It reads a copy: the recorder has to find the files as the kill left them.
  private String finishedOrNot(Employee victim, int before) throws IOException {
    Path copy = Files.createDirectories(scratch.resolve("copy")).resolve("history.db");
    for (String end : List.of("", "-wal")) {
      Path original = history().resolveSibling("history.db" + end);
      Path to = copy.resolveSibling("history.db" + end);
      Files.deleteIfExists(to);
      if (Files.exists(original)) {
        Files.copy(original, to);
      }
    }
    int left = sightings(victim, copy);
    if (left != 0 && left != before) {
      remains.add(left + " of " + before + " sightings are left, without a plan");
    }
    return left == 0 ? "finished" : "not begun";
  }

  /// The names of all files of the recorder.
  private Set<String> files() throws IOException {
    Path data = scratch.resolve("data");
    Set<String> names = new TreeSet<>();
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            names.add(file.toString());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return names;
  }

  private RollcallProcess erase(Employee victim) throws IOException {
    String data = scratch.resolve("data").toString();
    return RollcallProcess.start("", scratch, "erase", victim.id(), "--yes", "--data-dir", data);
  }

  /// Returns the bytes by which the sightings of a person are found in any page of a file: keys and
  /// packed blocks that no other person has. The names alone would not show rows without a name.
  private List<String> bytesOf(Employee person) throws IOException, SQLException {
    List<String> all = new ArrayList<>();
    String mine = "person = (select n from person where id = '" + person.id() + "')";
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + history());
        Statement statement = connection.createStatement()) {
      String keys =
          "select key from sighting where %1$s except select key from sighting where not %1$s"
                  .formatted(mine)
              + " except select first from pack except select last from pack order by 1 desc limit"
              + " 200";
      try (ResultSet rows = statement.executeQuery(keys)) {
        while (rows.next()) {
          byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(rows.getLong(1)).array();
          all.add(new String(key, 2, Long.BYTES - 2, StandardCharsets.ISO_8859_1));
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "select bytes from pack where length(bytes) > 8 and %1$s except select bytes from pack where not %1$s"
                  .formatted(mine))) {
        while (rows.next()) {
          all.add(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1));
        }
      }
    }
    searchedSightings += all.size();
    return all;
  }

  private void searchSightings(List<String> wanted, String when) throws IOException {
    for (String file : files()) {
      String bytes = content(file);
      long found = wanted.stream().filter(bytes::contains).count();
      if (found > 0) {
        remains.add(
            found
                + " of "
                + wanted.size()
                + " sightings are in "
                + Path.of(file).getFileName()
                + " "
                + when);
      }
    }
  }

  /// Returns the bytes of a file, a character each; none if it is gone.
  private static String content(String file) throws IOException {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private void search(Employee victim, String when) throws IOException {
    for (String file : files()) {
      String bytes = content(file);
      for (String word : List.of(victim.id(), victim.realName(), victim.handle())) {
        String wanted =
            new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (bytes.contains(wanted)) {
          remains.add(word + " is in " + Path.of(file).getFileName() + " " + when);
        }
      }
    }
  }

  /// The recorder is killed while it does what each day wants of it once, such as the backup.
  void killAtMidnight() throws Exception {
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    restart(Duration.between(now, midnight.minusSeconds(40)));
    // In usual steps: a jump of the clock to midnight would be a disruption of its own.
    live(Duration.between(now, midnight));
    toggleCanary();
    Thread.sleep(random.nextInt(200));
    Instant from = now;
    kill();
    unseen(Duration.ofSeconds(30));
    launch();
    seeAgain("kill -9", from, now);
  }

  /// The recorder is killed behind the next border of a person's recording hours.
  void killBehindBorder() throws Exception {
    DailyHours daily = hours.orElseThrow();
    Instant border =
        people.stream()
            .map(person -> daily.next(person.zone(), now))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    live(Duration.between(now, border));
    crash(some(Duration.ofMinutes(2)));
    live(some(Duration.ofMinutes(1)));
  }

  /// Returns whether the span lies between the opening of a person's recording hours and Slack's
  /// answer.
  boolean isOpening(Employee person, Span span) {
    return hours
        .filter(daily -> daily.from().equals(LocalTime.ofInstant(span.start(), person.zone())))
        .filter(_ -> span.length().compareTo(OPENING) <= 0)
        .isPresent();
  }

  boolean hasHours() {
    return hours.isPresent();
  }

  /// Returns the recording hours as the oracle reads them.
  String hoursOfOracle() {
    DailyHours daily = hours.orElseThrow();
    return """
    {"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"%s","to":"%s","zones":{%s}}\
    """
        .formatted(
            daily.from(),
            daily.to(),
            people.stream()
                .map(person -> "\"%s\":\"%s\"".formatted(person.id(), person.zone()))
                .collect(Collectors.joining(",")));
  }

  /// `kill -9` at any instant, in the middle of whatever it was doing.
  void crash(Duration length) throws Exception {
    awaitDisk();
    moveTo(now.plus(step));
    toggleCanary();
    Thread.sleep(random.nextInt(12));
    Instant from = now;
    kill();
    unseen(length);
    launch();
    seeAgain("kill -9", from, now);
  }

  /// Waits until the record of a recorder that polls is confirmed up to now, but for what a busy
  /// disk may lag behind a real clock: each of its seconds is minutes of this one, which advances
  /// without it. Otherwise nothing is printed that shows it.
  private void awaitDisk() throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (polled && confirmed().isBefore(now.minus(CONFIRMED)) && System.nanoTime() < until) {
      Thread.sleep(AN_ANSWER);
    }
  }

  private Instant confirmed() throws IOException {
    try (History history = History.openReadOnly(history())) {
      return history.lastKnown().orElse(now);
    }
  }

  private void kill() throws InterruptedException {
    recorder.kill();
    recorder.remainingLines().forEach(this::heard);
    if (!polled) {
      printed.stream()
          .filter(line -> !line.at().isBefore(now.minus(step)))
          .filter(line -> victims.stream().noneMatch(one -> one.id().equals(line.user())))
          .forEach(lastWords::add);
    }
  }

  void restart(Duration length) throws Exception {
    Instant from = now;
    recorder.stop();
    recorder.remainingLines().forEach(this::heard);
    unseen(length);
    launch();
    seeAgain("restart", from, now);
  }

  /// Slack loses the subscription and sends no presence until the recorder has noticed it and sends
  /// its list again; the socket stays open.
  void unsubscribe() throws Exception {
    Instant from = now;
    NamedFaults.of(workspace).unsubscribe();
    String before = recorder.errors();
    while (recorder.errors().equals(before)) {
      if (now.isAfter(from.plus(UNNOTICED))) {
        throw new AssertionError("Not noticed since " + from + ": " + before);
      }
      stepTowards(now.plus(step), step);
      toggleCanary();
      for (int i = 0; i < AN_ANSWERS_TIME; i++) {
        awaitSignOfLife();
      }
    }
    // The clock stands still until presence arrives again, which may be unchanged at first.
    boolean heard = false;
    for (int i = 0; !heard; i++) {
      assertTrue(i < MOST_TOGGLES, recorder::errors);
      toggleCanary();
      heard = hear(A_QUESTION);
    }
    // Much of the canary may still have to be said, and would later be taken for something newer.
    workspace.setPresence(marker.id(), opposite(marker));
    assertTrue(saidAtOnce(printed(marker)), recorder::errors);
    disruptions.add(new Disruption("deaf", from, now, now));
  }

  private void awaitSignOfLife() throws InterruptedException {
    NamedFaults.of(workspace).sendRaw(SIGN_OF_LIFE);
    Optional<String> line = recorder.nextLine(PATIENCE);
    while (line.isPresent() && !line.get().equals(LIVES)) {
      heard(line.get());
      line = recorder.nextLine(PATIENCE);
    }
  }

  /// The clock of this computer, and Slack's, is set back by so long.
  void setBack(Duration length) throws Exception {
    Instant from = now;
    now = now.minus(length);
    setClocks();
    seeAgain("set back", from, now);
  }

  /// The clock of this computer alone is set ahead by so much. The recorder looks on for so long;
  /// then the clock is right again, the recorder ends and what it recorded ahead is set aside.
  ///
  /// @return what was set aside
  Maintenance.Aside clockAhead(Duration much, Duration length) throws Exception {
    Instant from = now;
    hear(MOMENT);
    ahead = much;
    setClocks();
    seeAgain("clock ahead", from, now);
    live(length);
    ahead = Duration.ZERO;
    setClocks();
    onDisk = false;
    unseen(Duration.ofMinutes(2));
    recorder.stop();
    recorder.remainingLines();
    onDisk = true;
    ProfilePaths profile =
        new ProfilePaths(
            new SettingsFile(scratch.resolve("data/settings.json")),
            scratch.resolve("data/workspaces"));
    Maintenance.Aside aside = FutureRecordsCleanup.of(profile, now).run().getFirst();
    launch();
    seeAgain("set aside", from, now);
    return aside;
  }

  /// Slack ends the token: the next call of this method says so, and so does `auth.test`; the
  /// recorder gives up.
  void revoke(String method) {
    NamedFaults.of(workspace).plan(method, new HttpFault.NotOk("token_revoked"), 1);
    NamedFaults.of(workspace).plan("auth.test", new HttpFault.NotOk("token_revoked"), 1);
  }

  /// Waits until the recorder has ended by itself.
  ///
  /// @return its exit code
  int ended() throws InterruptedException {
    int code = recorder.exitCode();
    recorder.remainingLines().forEach(this::heard);
    return code;
  }

  /// The disk takes nothing for so long; the recorder looks on.
  void diskFull(Duration length) throws Exception {
    Instant from = now;
    onDisk = false;
    execute("create trigger full before insert on sighting begin select raise(abort, 'full'); end");
    live(length);
    execute("drop trigger full");
    onDisk = true;
    disruptions.add(new Disruption("disk full", from, now, now));
  }

  /// Ends the recorder in order.
  void end() throws Exception {
    recorder.stop();
    recorder.remainingLines().forEach(this::heard);
    disruptions.add(new Disruption("end", now, now, now));
  }

  @Override
  public void close() {
    if (recorder != null) {
      recorder.close();
    }
    workspace.close();
  }

  /// So long or so, to the second; never nothing.
  Duration some(Duration about) {
    double stretch = -Math.log(1 - random.nextDouble());
    return Duration.ofSeconds(1 + Math.round(about.toSeconds() * Math.min(stretch, 5)));
  }

  private void launch() throws Exception {
    List<String> words = new ArrayList<>();
    words.add(workspace.apiUrl().toString());
    words.add(scratch.resolve("data").toString());
    words.add(scratch.resolve("clock").toString());
    words.add(stallLimit.toString());
    people.forEach(person -> words.add(person.id()));
    victims.forEach(person -> words.add(person.id()));
    canaries.forEach(one -> words.add(one.id()));
    if (!polled) {
      words.add(marker.id());
    }
    Class<?> program = polled ? FastPoller.class : FastRecorder.class;
    recorder = RollcallProcess.startTest(program, token, scratch, words.toArray(String[]::new));
    if (polled) {
      awaitFirstWord();
    }
  }

  /// Without a socket nothing else tells when it is there, and time passes as it does for
  /// everybody.
  private void awaitFirstWord() throws InterruptedException {
    Instant patience = now.plus(Duration.ofMinutes(1));
    Optional<String> word = Optional.empty();
    while (word.isEmpty() && now.isBefore(patience)) {
      moveTo(now.plus(MOMENT));
      word = recorder.nextLine(MOMENT);
    }
    word.ifPresent(this::heard);
  }

  /// Time in which the recorder cannot look, and things happen.
  private void unseen(Duration length) throws InterruptedException {
    Instant end = now.plus(length);
    while (now.isBefore(end)) {
      stepTowards(end, step);
      Thread.sleep(1);
    }
  }

  /// Until the recorder has seen the canary, or asks again, time passes as it does for everybody: a
  /// rest before the next attempt is one of real seconds, and must not become minutes here.
  private void seeAgain(String kind, Instant from, Instant over) throws Exception {
    boolean back = false;
    while (!back) {
      if (now.isAfter(over.plus(Duration.ofMinutes(5)))) {
        throw new AssertionError("Nothing seen since " + over + ": " + recorder.errors());
      }
      int asked = calls().size();
      moveTo(now.plus(MOMENT));
      back = (polled ? asks(asked, MOMENT) : hear(MOMENT)) && canarySeen();
    }
    if (!polled) {
      // The others follow at the same instant, also on a busy machine.
      hear(MOMENT);
    }
    disruptions.add(new Disruption(kind, from, over, now));
  }

  /// Takes down what the recorder says until it is silent for so long.
  ///
  /// @return whether it has spoken of the canary
  private boolean hear(Duration patience) throws InterruptedException {
    boolean canaryBack = false;
    Optional<String> line = recorder.nextLine(patience);
    while (line.isPresent()) {
      heard(line.get());
      canaryBack |= line.get().startsWith(canary().id());
      line = recorder.nextLine(Duration.ZERO);
    }
    return canaryBack;
  }

  private void setClocks() {
    slack.set(now);
    clock.set(now.plus(ahead));
  }

  private void moveTo(Instant next) {
    now = next;
    setClocks();
    for (Employee person : people) {
      if (!nextChange.get(person.id()).isAfter(now)) {
        workspace.setPresence(person.id(), opposite(person));
        nextChange.put(person.id(), now.plus(some(Duration.ofMinutes(20))));
      }
    }
  }

  /// Changes the canary's presence, so that [#seeAgain] has something to hear. A recorder that
  /// polls is not notified, and [#canarySeen] would change it back before the next poll: then there
  /// is nothing to say until the change after it.
  private void pushCanary() {
    if (!polled) {
      toggleCanary();
    }
  }

  private void toggleCanary() {
    workspace.setPresence(canary().id(), opposite(canary()));
  }

  private ActiveOrAway opposite(Employee person) {
    return switch (workspace.presence(person.id())) {
      case ACTIVE -> ActiveOrAway.AWAY;
      case AWAY -> ActiveOrAway.ACTIVE;
    };
  }

  /// Returns whether the recorder has it on its disk that the canary came or went, and with that
  /// all that Slack said before.
  private boolean canarySeen() throws InterruptedException {
    toggleCanary();
    return polled ? saidInTime(printed(canary())) : saidAtOnce(printed(canary()));
  }

  /// Returns the line that the recorder prints for this person's current presence.
  private String printed(Employee person) {
    return person.id() + ": " + workspace.presence(person.id()).word();
  }

  private boolean saidInTime(String wanted) throws InterruptedException {
    Instant end = now.plus(Duration.ofMinutes(2));
    while (now.isBefore(end)) {
      stepTowards(end, TURN);
      awaitTurn();
      Optional<String> line = recorder.nextLine(AN_ANSWER);
      while (line.isPresent()) {
        heard(line.get());
        if (line.get().equals(wanted)) {
          return true;
        }
        line = recorder.nextLine(Duration.ZERO);
      }
    }
    return false;
  }

  private boolean saidAtOnce(String wanted) throws InterruptedException {
    while (true) {
      Optional<String> line = recorder.nextLine(PATIENCE);
      line.ifPresent(this::heard);
      if (line.isEmpty() || line.get().equals(wanted)) {
        return line.isPresent();
      }
    }
  }

  private void heard(String line) {
    int colon = line.indexOf(": ");
    if (onDisk && colon > 0) {
      List<PrintedChange> lines = ahead.isZero() ? printed : printedAhead;
      lines.add(
          new PrintedChange(line.substring(0, colon), line.substring(colon + 2), now.plus(ahead)));
    }
  }

  private void execute(String command) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + history());
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
