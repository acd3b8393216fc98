package rollcall.app.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Standard output or standard error: each line is cleaned by [TerminalText], and the first write
/// that fails is reported.
///
/// Any thread may print.
public final class CleanedOutput extends PrintStream {
  private final Destination destination;

  private CleanedOutput(Destination destination, Charset charset) {
    super(destination, true, charset);
    this.destination = destination;
  }

  /// A stream over this one.
  static CleanedOutput over(OutputStream out, Charset charset) {
    return new CleanedOutput(new Destination(out), charset);
  }

  public static CleanedOutput standardOutput() {
    return over(new FileOutputStream(FileDescriptor.out), charset(System.out));
  }

  public static CleanedOutput standardError() {
    return over(new FileOutputStream(FileDescriptor.err), charset(System.err));
  }

  /// Returns the encoding: UTF-8 where no locale is set, because Java would replace all characters
  /// except ASCII by question marks.
  private static Charset charset(PrintStream stream) {
    return stream.charset().equals(StandardCharsets.US_ASCII)
        ? StandardCharsets.UTF_8
        : stream.charset();
  }

  /// Reports the first write that fails, on the thread that wrote.
  public void onFailure(Consumer<IOException> listener) {
    destination.listener = listener;
  }

  @Override
  public void println(@Nullable String line) {
    super.println(TerminalText.line(String.valueOf(line)));
  }

  @Override
  public void println(@Nullable Object line) {
    println(String.valueOf(line));
  }

  /// Destination of the bytes. It reports failures, which a print stream ignores.
  private static final class Destination extends OutputStream {
    private final OutputStream out;
    private volatile @Nullable Consumer<IOException> listener;

    Destination(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        report(e);
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    private void report(IOException failure) {
      Consumer<IOException> waiting = listener;
      listener = null;
      if (waiting != null) {
        waiting.accept(failure);
      }
    }
  }
}
