package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import rollcall.ui.model.LogBuffer;
import rollcall.ui.model.LogLine;

/// Log files of the program.
class LoggingTest {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger ROLLCALL = Logger.getLogger("rollcall");

  private final List<Handler> handlers = List.of(ROOT.getHandlers());

  @TempDir private Path directory;

  @AfterEach
  void restore() {
    Stream.of(ROOT.getHandlers())
        .filter(handler -> !handlers.contains(handler))
        .forEach(handler -> {
          ROOT.removeHandler(handler);
          handler.close();
        });
    ROLLCALL.setLevel(null);
  }

  @Test
  void theLevelIsTheLowestInTheFile() throws IOException {
    assertEquals(List.of("info", "warning", "error"), logged(Level.INFO));
    restore();
    assertEquals(List.of("debug", "info", "warning", "error"), logged(Level.DEBUG));
    restore();
    assertEquals(List.of("error"), logged(Level.ERROR));
  }

  @Test
  void theLevelCanChangeWhileTheFileIsOpen() throws IOException {
    Logging.into(directory, Level.ERROR);
    Logging.use(Level.DEBUG);
    assertEquals(List.of(java.util.logging.Level.FINE), fileLevels());
    Logging.use(Level.WARNING);
    assertEquals(List.of(java.util.logging.Level.WARNING), fileLevels());
    assertEquals(java.util.logging.Level.WARNING, ROLLCALL.getLevel());
  }

  private static List<java.util.logging.Level> fileLevels() {
    return Stream.of(ROOT.getHandlers())
        .filter(FileHandler.class::isInstance)
        .map(Handler::getLevel)
        .toList();
  }

  @Test
  void theMessagesInMemoryHaveTheirClassAndNoToken() {
    LogBuffer buffer = new LogBuffer();
    Logging.into(buffer);
    LoggerFactory.getLogger("rollcall.app.Some")
        .warn("Slack refused {}", "xoxb-abcdefghijkl-secret", new IOException("xoxp-12345678"));
    LogLine line = buffer.lines().getLast();
    assertEquals("Some", line.source());
    assertEquals(Level.WARNING, line.level());
    assertTrue(line.text().startsWith("Slack refused xoxb-…\njava.io.IOException: xoxp-…\n"));
  }

  private List<String> logged(Level level) throws IOException {
    Path logs = directory.resolve(level.name());
    Logging.into(logs, level);
    org.slf4j.Logger log = LoggerFactory.getLogger("rollcall.app.test");
    log.debug("level: debug");
    log.info("level: info");
    log.warn("level: warning");
    log.error("level: error");
    Logger.getLogger("another.library").fine("level: fine");
    try (Stream<String> lines = Files.lines(logs.resolve("rollcall.0.log"))) {
      return lines
          .filter(line -> line.contains("level: "))
          .map(line -> line.substring(line.indexOf("level: ") + 7))
          .toList();
    }
  }
}
