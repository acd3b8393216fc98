package rollcall.app.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.SharedRecordOptions;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.environment.WorkspaceSelection;

/// Sessions without a window, one for each workspace, each in a thread of its own: a failure of one
/// leaves the others running.
///
/// Thread: main; any thread may call [#close].
final class HeadlessSessionRunner implements AutoCloseable {
  private final List<Session> sessions;
  private final boolean inDemo;
  private final PeopleSelection people;

  private record Session(HeadlessSession headless, TerminalListener terminal) {}

  private HeadlessSessionRunner(List<Session> sessions, boolean inDemo, PeopleSelection people) {
    this.sessions = List.copyOf(sessions);
    this.inDemo = inDemo;
    this.people = people;
  }

  /// Sessions of the demo, or of the workspaces that the options name.
  ///
  /// @param first context of the first workspace
  /// @param recording as in [HeadlessSession]
  /// @param shared as in [HeadlessSession]
  /// @throws IOException with a sentence when there is no such workspace, or when people are named
  ///   who could be of several workspaces
  static HeadlessSessionRunner of(
      WorkspaceContext first,
      WorkspaceOptions options,
      TerminalListener terminal,
      boolean recording,
      SharedRecordOptions.@Nullable SharedRecord shared,
      PeopleSelection people)
      throws IOException {
    if (options.demo()) {
      return new HeadlessSessionRunner(
          List.of(new Session(new HeadlessSession(first, terminal, recording, shared), terminal)),
          true,
          people);
    }
    WorkspaceSelection selection = WorkspaceSelection.of(first);
    List<WorkspaceSelection.Choice> chosen =
        people.equals(PeopleSelection.SAVED)
            ? selection.all(options.workspace())
            : List.of(selection.one(options.workspace()));
    if (shared != null && chosen.size() > 1) {
      throw new IOException(
          "A database has the record of one workspace, and there are several: name one with"
              + " --workspace.");
    }
    List<Session> sessions = new ArrayList<>();
    for (WorkspaceSelection.Choice one : chosen) {
      TerminalListener output = chosen.size() == 1 ? terminal : terminal.labeled(one.name());
      sessions.add(
          new Session(new HeadlessSession(one.context(), output, recording, shared), output));
    }
    return new HeadlessSessionRunner(sessions, false, people);
  }

  /// Watches until stopped.
  ///
  /// @return the exit code: that of a failure, if one failed
  int run() throws IOException {
    if (sessions.size() == 1) {
      return sessions.getFirst().headless().run(inDemo, people);
    }
    List<FutureTask<Integer>> running = new ArrayList<>();
    for (Session session : sessions) {
      FutureTask<Integer> task = new FutureTask<>(() -> codeOf(session));
      Thread.ofVirtual().name("workspace").start(task);
      running.add(task);
    }
    int code = 0;
    for (FutureTask<Integer> task : running) {
      code = Math.max(code, resultOf(task));
    }
    return code;
  }

  private int codeOf(Session session) {
    try {
      return session.headless().run(inDemo, people);
    } catch (IOException e) {
      session.terminal().print(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private static int resultOf(FutureTask<Integer> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /// Ends all sessions in order; returns when everything is on the disk.
  @Override
  public void close() {
    ThreadFactory threads = Thread.ofVirtual().name("close-workspace").factory();
    try (ExecutorService closing = Executors.newThreadPerTaskExecutor(threads)) {
      sessions.forEach(one -> closing.execute(one.headless()::close));
    }
  }

  /// Sentences on what could not be written at the end; empty when everything was written.
  Optional<String> unsavedSentence() {
    return sessions.stream()
        .flatMap(one -> one.headless().unsavedSentence().stream())
        .reduce((first, second) -> first + " " + second);
  }
}
