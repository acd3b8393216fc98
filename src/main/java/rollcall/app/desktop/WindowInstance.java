package rollcall.app.desktop;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.files.IoFunctions;
import rollcall.files.PrivateFiles;

/// Registration of the only window of a data directory: a locked file, and a Unix-domain socket. A
/// second start connects to the socket, by which it asks the first one to show its window.
///
/// The lock decides which process is the first. The operating system releases it when its owner
/// ends in any way, so that a socket file without an owner is replaced.
///
/// Thread: main; the thread `window-requests` makes the socket, and requests arrive there.
public final class WindowInstance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WindowInstance.class);

  /// Time that a process may take to start, to end or to answer.
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Length of a socket's path that every operating system accepts.
  private static final int LONGEST_PATH = 100;

  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final ByteBuffer SHOWN = StandardCharsets.US_ASCII.encode("shown\n");

  private final @Nullable FileChannel lockFile;
  private final Path socket;
  private @Nullable ServerSocketChannel server;
  private boolean isClosed;

  private WindowInstance(@Nullable FileChannel lockFile, Path socket) {
    this.lockFile = lockFile;
    this.socket = socket;
  }

  /// Registers this process as the one with the window of this directory. Where that is not
  /// possible, such as in a directory that is read-only, every process has its own window.
  ///
  /// @return empty when another process has the window and shows it now
  /// @throws IOException when another process has the window and does not answer in time
  public static Optional<WindowInstance> register(Path directory, Duration patience)
      throws IOException {
    Path socket = directory.resolve("window");
    FileChannel lockFile;
    try {
      lockFile = open(directory);
    } catch (IOException e) {
      return Optional.of(unregistered(socket, e));
    }
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < patience.toNanos()) {
      @Nullable FileLock lock;
      try {
        lock = lockFile.tryLock();
      } catch (IOException e) {
        lockFile.close();
        return Optional.of(unregistered(socket, e));
      }
      if (lock != null) {
        return Optional.of(new WindowInstance(lockFile, socket));
      }
      if (hasShown(socket)) {
        lockFile.close();
        return Optional.empty();
      }
      sleep();
    }
    lockFile.close();
    throw new IOException(
        "Rollcall is already running with the data in %s, but does not answer: end that process, or choose another data directory with --data-dir."
            .formatted(directory));
  }

  private static WindowInstance unregistered(Path socket, IOException why) {
    LOG.info("A second start will not find this window: {}", why.toString());
    return new WindowInstance(null, socket);
  }

  private static FileChannel open(Path directory) throws IOException {
    Path file = PrivateFiles.directory(directory).resolve("window.lock");
    PrivateFiles.createFile(file);
    return FileChannel.open(file, StandardOpenOption.WRITE);
  }

  private synchronized @Nullable ServerSocketChannel listen() {
    if (isClosed) {
      return null;
    }
    try {
      Files.deleteIfExists(socket);
      ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server = opened;
      withAddress(socket, opened::bind);
      PrivateFiles.restrictToOwner(socket);
      return opened;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("A second start will not find this window: {}", e.toString());
      return null;
    }
  }

  /// Runs this for each request of another start.
  ///
  /// @param show returns whether the window is shown; false while this process ends
  public void onRequest(BooleanSupplier show) {
    if (lockFile != null) {
      Thread.ofVirtual()
          .name("window-requests")
          .start(() -> {
            ServerSocketChannel opened = listen();
            if (opened != null) {
              serve(opened, show);
            }
          });
    }
  }

  /// Answers without reading, so that no client can block this thread.
  private static void serve(ServerSocketChannel server, BooleanSupplier show) {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept()) {
        if (show.getAsBoolean()) {
          client.write(SHOWN.duplicate());
        }
      } catch (IOException e) {
        // The client is gone, or this process ends.
      }
    }
  }

  /// Asks the process with the window to show it.
  private static boolean hasShown(Path socket) {
    try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      withAddress(socket, client::connect);
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_READ);
      selector.select(ANSWER.toMillis());
      return client.read(ByteBuffer.allocate(SHOWN.capacity())) > 0;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /// Uses the address of this socket; through a link where its path is too long for one.
  private static void withAddress(Path socket, IoFunctions.Consumer<UnixDomainSocketAddress> use)
      throws IOException {
    Path path = socket.toAbsolutePath();
    if (path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
      use.accept(UnixDomainSocketAddress.of(path));
      return;
    }
    Path folder = Files.createTempDirectory("rollcall-");
    Path link = folder.resolve("d");
    try {
      Files.createSymbolicLink(link, path.getParent());
      use.accept(UnixDomainSocketAddress.of(link.resolve(path.getFileName())));
    } finally {
      Files.deleteIfExists(link);
      Files.delete(folder);
    }
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another Rollcall starts or ends.", e);
    }
  }

  /// Lets another start have the window.
  @Override
  public synchronized void close() {
    isClosed = true;
    try {
      if (server != null) {
        server.close();
        Files.deleteIfExists(socket);
      }
      if (lockFile != null) {
        lockFile.close();
      }
    } catch (IOException e) {
      LOG.info("The window's socket cannot be removed: {}", e.toString());
    }
  }
}
