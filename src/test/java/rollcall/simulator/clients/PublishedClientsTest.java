package rollcall.simulator.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.Fault;
import rollcall.simulator.HttpFault;
import rollcall.simulator.SlackSimulator;

/// Published third-party clients, unmodified except for the API URL: each connects, receives
/// presence, sends and is acknowledged, and does so again after each fault, unless it has a known
/// defect. `mvn -Pclients verify` runs it.
@Tag("clients")
class PublishedClientsTest {
  /// The Node clients detect a dead peer after ten seconds, and then wait thirty for its close.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CHANNEL = "C0GENERAL00";

  /// Known defects: part of the client's name, part of the fault's name, and the reason.
  private static final List<Defect> DEFECTS =
      List.of(
          new Defect("@slack/", "move, refused once", "hangs for ever on migration_in_progress"),
          new Defect("@slack/", "no hello", "waits for hello for ever, without a time-out"),
          new Defect("rtm-api 7", "cut after a message", "throws after any sendMessage"),
          new Defect("com.slack.api", "half-open", "has no keepalive: never notices"),
          new Defect("com.slack.api", "no hello", "has no time-out for it: never notices"));

  private record Defect(String client, String fault, String why) {
    boolean concerns(String otherClient, String otherFault) {
      return otherClient.contains(client) && otherFault.equals(fault);
    }
  }

  /// Fault, with its effect on the connection.
  ///
  /// @param cuts whether the client has to reconnect
  private record Trial(String name, boolean cuts, Consumer<SlackSimulator> strike) {}

  private static Trial cut(String name, Fault... faults) {
    return new Trial(name, true, inject(faults));
  }

  private static Trial odd(String name, Fault... faults) {
    return new Trial(name, false, inject(faults));
  }

  private static Consumer<SlackSimulator> inject(Fault... faults) {
    return workspace -> List.of(faults).forEach(workspace::apply);
  }

  private static List<Trial> trials() {
    Fault drop = new Fault.Drop();
    Duration three = Duration.ofSeconds(3);
    return List.of(
        odd("none"),
        cut("cut", drop),
        cut("cut after a message", drop),
        cut("close 1000", new Fault.Close(1000, "")),
        cut("goodbye, close 2 s later", new Fault.Goodbye(Duration.ofSeconds(2))),
        cut("move", new Fault.Migrate(0)),
        cut("move, refused once", new Fault.Migrate(1)),
        cut("half-open", new Fault.HalfOpen()),
        cut("down 3 s", new Fault.Down(three)),
        cut("503 from rtm.connect", connect(HttpFault.status(503)), drop),
        cut("429, Retry-After 1", connect(HttpFault.rateLimited(1)), drop),
        cut("connection reset at rtm.connect", connect(new HttpFault.Cut()), drop),
        cut("socket URL expired", new Fault.StaleUrls(1), drop),
        cut("socket refused with 503", new Fault.RefuseSockets(503, 1), drop),
        cut("no hello", new Fault.Hello(null, 1), drop),
        cut("hello 3 s late", new Fault.Hello(three, 1), drop),
        odd("silent 3 s", new Fault.Silence(three)),
        odd("presence twice", new Fault.Duplicate(4)),
        odd("presence as single", new Fault.Reshape(Fault.Shape.SINGLE)),
        odd("presence as batch", new Fault.Reshape(Fault.Shape.BATCH)),
        odd("unknown event", new Fault.Raw("{\"type\":\"user_sneezed\"}")),
        odd("broken JSON", new Fault.Raw("{\"type\":")),
        odd("1 MB event", new Fault.Large(1 << 20)),
        odd("URL for reconnecting", new Fault.ReconnectUrl()));
  }

  private static Fault connect(HttpFault fault) {
    // The Java SDK calls other methods first; only this one fails.
    return new Fault.Http("rtm.connect", fault, 1);
  }

  @Test
  void everyClientSurvivesWhatItCan() throws Exception {
    List<NpmInstall.Client> clients = NpmInstall.all();
    Map<String, List<Future<String>>> rows = new LinkedHashMap<>();
    try (ExecutorService visits = Executors.newFixedThreadPool(3)) {
      for (Trial trial : trials()) {
        rows.put(
            trial.name(),
            clients.stream().map(client -> visits.submit(() -> runTrial(client, trial))).toList());
      }
    }
    List<String> table = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    table.add(
        "| fault | "
            + String.join(" | ", clients.stream().map(NpmInstall.Client::name).toList())
            + " |");
    table.add("|---".repeat(clients.size() + 1) + "|");
    for (var row : rows.entrySet()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < clients.size(); i++) {
        cells.add(cell(clients.get(i).name(), row.getKey(), row.getValue().get(i), unexpected));
      }
      table.add("| " + row.getKey() + " | " + String.join(" | ", cells) + " |");
    }
    String text = String.join("\n", table) + "\n";
    Files.writeString(Path.of("target/clients/table.md"), text);
    System.out.println(text);
    assertEquals(List.of(), unexpected);
  }

  private static String cell(
      String client, String fault, Future<String> outcome, List<String> unexpected)
      throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      String why = String.valueOf(e.getCause().getMessage());
      return DEFECTS.stream()
          .filter(defect -> defect.concerns(client, fault))
          .findFirst()
          .map(defect -> "own defect: " + defect.why())
          .orElseGet(() -> {
            unexpected.add(client + ", " + fault + ": " + why);
            return "LOST: " + why;
          });
    }
  }

  private static String runTrial(NpmInstall.Client client, Trial trial) throws IOException {
    try (SlackSimulator workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withFrozenPeople().withoutLimits())) {
      List<String> command = new ArrayList<>(client.command());
      command.add(workspace.apiUrl().toString());
      command.add(workspace.token());
      try (ClientProcess process = new ClientProcess(command)) {
        return exercise(workspace, process, trial);
      }
    }
  }

  private static String exercise(SlackSimulator workspace, ClientProcess process, Trial trial) {
    String ada = workspace.people().getFirst().id();
    long ready = process.await("ready", PATIENCE);
    process.send("sub " + ada);
    process.await("presence " + ada + " away", PATIENCE);
    if (trial.name().endsWith("a message")) {
      send(process);
    }
    long start = System.nanoTime();
    trial.strike().accept(workspace);
    if (trial.cuts()) {
      process.await("ready", PATIENCE);
      process.await("presence " + ada + " away", PATIENCE);
    }
    long seen = change(workspace, process, ada, ActiveOrAway.ACTIVE);
    change(workspace, process, ada, ActiveOrAway.AWAY);
    long well = (System.nanoTime() - start) / 1_000_000;
    long acked = send(process);
    return trial.name().equals("none")
        ? "ready %d ms, presence %d ms, ack %d ms".formatted(ready, seen, acked)
        : "well after %,d ms".formatted(well);
  }

  private static long change(
      SlackSimulator workspace, ClientProcess process, String user, ActiveOrAway presence) {
    workspace.setPresence(user, presence);
    return process.await("presence " + user + " " + presence.word(), PATIENCE);
  }

  private static long send(ClientProcess process) {
    process.send("send " + CHANNEL + " hello from a client");
    return process.await("acked", PATIENCE);
  }
}
