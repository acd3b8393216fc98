package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.app.commands.CliCommand;
import rollcall.app.commands.CommandLineParser;
import rollcall.app.commands.ParsedCommandLine;
import rollcall.app.commands.ProcessContext;
import rollcall.app.environment.CaCertificates;
import rollcall.language.Sentence;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.Settings;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.TestCertificateAuthority;

/// A company's own certificate authority, from a file that a person names to a Slack that only that
/// authority vouches for.
@ExtendWith(FxExtension.class)
@Timeout(300)
class CaFileTest {
  private static final int CONNECTION = 1;
  private static final String TOKEN = "xoxb-abcdefghijkl-secret";

  @TempDir static Path certificates;
  private static SSLContext server;
  private static Path corp;
  private static Path former;
  @TempDir Path data;
  private FakeSlack slack;

  @BeforeAll
  static void issueCertificates() throws Exception {
    TestCertificateAuthority authority =
        new TestCertificateAuthority(certificates, "Corp Root CA 2");
    server = authority.server("localhost");
    corp = authority.pem();
    former = authority.formerPem();
  }

  @BeforeEach
  void serve() throws IOException {
    slack = new FakeSlack(server, "localhost");
  }

  @AfterEach
  void close() throws IOException {
    slack.close();
  }

  @Test
  void aFileNamedInTheSettingsOpensTheWayAtOnceAndAfterARestart(FxRobot robot) throws Exception {
    try (RunningApp app = start(Settings.DEFAULT)) {
      app.awaitNotice(
          "setup-problem",
          "The connection isn't private",
          "The certificate for localhost comes from “Corp Root CA 2”, and neither this computer nor"
              + " Java trusts it. No token was sent. If your company checks encrypted traffic, ask"
              + " IT for its certificate file and name it under Certificates….");
      assertEquals(List.of(), slack.requests());
      name(robot, app, corp.toString());
      slack.nextConnection();
      awaitText(app, "ca-used", "These certificates are now trusted.");
      assertEquals(corp, app.saved().caFile());
    }
    try (RunningApp _ = start(Settings.DEFAULT.withCaFile(corp))) {
      slack.nextConnection();
    }
  }

  @Test
  void aFileThatCannotBeUsedIsSaidInASentenceAndTheOneBeforeStaysInUse(FxRobot robot)
      throws Exception {
    try (RunningApp app = start(Settings.DEFAULT.withCaFile(corp))) {
      slack.nextConnection();
      Path absent = data.resolve("absent.pem");
      name(robot, app, absent.toString());
      awaitText(app, "ca-error", "There is no file " + absent + ".");
      Path letter = Files.writeString(data.resolve("letter.pem"), "Dear all, here is our CA");
      app.desktop.file = Optional.of(letter);
      Fx.run(() -> app.find("ca-choose", javafx.scene.control.Button.class).fire());
      awaitText(app, "ca-error", "The file " + letter + " holds no certificate in PEM form.");
      app.desktop.file = Optional.of(former);
      Fx.run(() -> app.find("ca-choose", javafx.scene.control.Button.class).fire());
      RunningApp.await(
          () -> "it to have expired, but " + text(app, "ca-error"),
          () -> text(app, "ca-error").startsWith("The certificate in the file " + former));
      assertEquals(corp, app.saved().caFile());
      assertTrue(slack.hasNoConnection());
    }
  }

  @Test
  void aFileThatIsGoneAtTheStartIsSaidAndTheRestIsTrusted() throws Exception {
    Path copy = Files.copy(corp, data.resolve("copy.pem"));
    try (RunningApp app = start(Settings.DEFAULT.withCaFile(copy))) {
      slack.nextConnection();
      app.awaitStatus("Live · .*");
    }
    Files.delete(copy);
    try (RunningApp app = start(Settings.DEFAULT.withCaFile(copy))) {
      app.awaitNotice(
          "local-problem",
          "That could not be done",
          "There is no file "
              + copy
              + ". Until it can be used, only the certificates that this computer trusts are.");
    }
  }

  @Test
  void whatWasReadFromAFileStaysTrustedWhenTheFileIsBrokenLater() throws Exception {
    Path copy = Files.copy(corp, data.resolve("copy.pem"));
    CaCertificates caCertificates = new CaCertificates(InstantSource.system());
    assertEquals(Optional.empty(), caCertificates.read(copy));
    SSLContext before = caCertificates.tls();
    Files.writeString(copy, "");
    assertEquals(
        Optional.of(
            "The file "
                + copy
                + " holds no certificate. The certificates read from it before are still trusted."),
        caCertificates.read(copy).map(Sentence::english));
    assertEquals(before, caCertificates.tls());
    assertEquals(Optional.empty(), caCertificates.read(null));
    assertEquals(rollcall.slack.TlsContexts.trusted(), caCertificates.tls());
  }

  @Test
  void theCommandLineNamesAFileForOneRun() throws Exception {
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    try (CliCommand command = watch(corp)) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              exit.complete(command.run(process()));
            } catch (IOException e) {
              exit.completeExceptionally(e);
            }
          });
      slack.nextConnection();
    }
    assertEquals(0, exit.get(60, TimeUnit.SECONDS));
  }

  @Test
  void aFileOnTheCommandLineThatCannotBeUsedEndsTheRun() throws Exception {
    Path absent = data.resolve("absent.pem");
    try (CliCommand command = watch(absent)) {
      IOException refused = assertThrows(IOException.class, () -> command.run(process()));
      assertEquals("There is no file " + absent + ".", refused.getMessage());
    }
    assertEquals(List.of(), slack.requests());
  }

  private ProcessContext process() {
    PrintStream ignored = new PrintStream(OutputStream.nullOutputStream());
    return new ProcessContext(
        Map.of("SLACK_TOKEN", TOKEN, "XDG_STATE_HOME", data.toString()),
        ignored,
        ignored,
        InstantSource.system());
  }

  private CliCommand watch(Path caFile) {
    return assertInstanceOf(
            ParsedCommandLine.Run.class,
            CommandLineParser.read(
                "watch",
                "--api-url=" + slack.apiUrl(),
                "--data-dir=" + data,
                "--ca-file=" + caFile,
                "U00000001"))
        .command();
  }

  private RunningApp start(Settings settings) throws IOException {
    return RunningApp.start(
        slack.apiUrl(),
        InstantSource.system(),
        data,
        TOKEN,
        settings.withList(new TreeSet<>(List.of("U00000001")), FollowedChannelsAndGroups.NONE));
  }

  /// Types a file's name into the settings.
  private static void name(FxRobot robot, RunningApp app, String file) {
    robot.push(KeyCode.CONTROL, KeyCode.COMMA);
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(CONNECTION));
    TextField field = app.find("ca-file", TextField.class);
    Fx.run(() -> {
      field.setText(file);
      field.requestFocus();
    });
    robot.type(KeyCode.ENTER);
  }

  private static void awaitText(RunningApp app, String id, String text) {
    RunningApp.await(
        () -> id + " to say " + text + ", but " + text(app, id), () -> text(app, id).equals(text));
  }

  private static String text(RunningApp app, String id) {
    return Fx.get(() -> {
      Label label = app.find(id, Label.class);
      return label.isVisible() ? label.getText() : "";
    });
  }
}
