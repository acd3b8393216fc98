package rollcall.simulator.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Process that runs one of the published clients: reads one command per line and prints one event
/// per line (see `src/test/clients/node-client.js`).
final class ClientProcess implements AutoCloseable {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  ClientProcess(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // The process was closed.
    }
    lines.add("crashed and is gone");
  }

  void send(String words) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((words + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      // The process has ended; await reports that.
    }
  }

  /// Waits for a line; returns the time in milliseconds.
  ///
  /// @throws Lost when it does not come in time, or the process ends
  long await(String wanted, Duration patience) {
    long start = System.nanoTime();
    long end = start + patience.toNanos();
    String last = "";
    while (true) {
      String line = next(end - System.nanoTime());
      if (line.equals(wanted)) {
        return (System.nanoTime() - start) / 1_000_000;
      }
      if (line.startsWith("crashed")) {
        throw new Lost(last.startsWith("crashed") ? last : line);
      }
      if (line.isEmpty()) {
        throw new Lost("no '%s' in %d s".formatted(wanted.split(" ")[0], patience.toSeconds()));
      }
      last = line;
    }
  }

  private String next(long nanos) {
    try {
      String line = lines.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return line == null ? "" : line;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Thrown when a client did not recover.
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost(String why) {
      super(why);
    }
  }
}
