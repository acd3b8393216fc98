package rollcall.app.terminal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reader of standard output through a pipe. A program that seldom prints would notice only with
/// its next line that the reader is gone; `poll` of the C library reports it immediately.
public final class BrokenPipeMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(BrokenPipeMonitor.class);
  private static final int STANDARD_OUTPUT = 1;
  private static final int FOR_EVER = -1;

  /// `struct pollfd`: no events are requested, so that only errors end the wait.
  private static final MemoryLayout POLLFD =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_SHORT, ValueLayout.JAVA_SHORT);

  private BrokenPipeMonitor() {}

  /// Runs this, on a thread of its own, as soon as the reader of standard output is gone. Does
  /// nothing where native access is not enabled, or where there is no `poll`.
  ///
  /// Only to be called when standard output is a pipe.
  @SuppressWarnings("restricted")
  public static void whenGone(Runnable gone) {
    if (!BrokenPipeMonitor.class.getModule().isNativeAccessEnabled()) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("poll")
        .map(address ->
            linker.downcallHandle(
                address,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT)))
        .ifPresent(poll ->
            Thread.ofPlatform().daemon().name("pipe-reader").start(() -> await(poll, gone)));
  }

  private static void await(MethodHandle poll, Runnable gone) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment descriptor = arena.allocate(POLLFD);
      descriptor.set(ValueLayout.JAVA_INT, 0, STANDARD_OUTPUT);
      int ready = wait(poll, descriptor);
      if (ready == 1) {
        gone.run();
      }
    }
  }

  private static int wait(MethodHandle poll, MemorySegment descriptor) {
    try {
      return (int) poll.invokeExact(descriptor, 1L, FOR_EVER);
    } catch (Throwable e) {
      LOG.warn("Whether the reader of standard output goes away cannot be seen", e);
      return 0;
    }
  }
}
