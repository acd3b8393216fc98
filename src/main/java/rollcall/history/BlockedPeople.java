package rollcall.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Erased people who must not be watched again, as salted hashes: the file does not show who they
/// are, only whether a given person is one of them. Thread: that of its [History].
final class BlockedPeople {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final int SALT = 16;
  private static final int HASH = 32;

  private final SqlConnection sql;
  private Test test = new Test(List.of());

  BlockedPeople(SqlConnection sql) {
    this.sql = sql;
  }

  void add(UserId user) throws SQLException {
    if (!all().test(user)) {
      add(mark(user));
    }
  }

  /// Returns a new salt with the hash of the person's ID.
  static byte[] mark(UserId user) {
    byte[] salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    byte[] saltAndHash = Arrays.copyOf(salt, SALT + HASH);
    System.arraycopy(hash(salt, user), 0, saltAndHash, SALT, HASH);
    return saltAndHash;
  }

  /// Adds a person who is blocked elsewhere.
  ///
  /// @param saltAndHash salt, then hash
  void add(byte[] saltAndHash) throws SQLException {
    Mark mark = Mark.of(saltAndHash);
    sql.update(
        "insert into blocked (salt, hash) select ?, ? where not exists (select 1 from blocked where"
            + " salt = ?)",
        mark.salt(),
        mark.hash(),
        mark.salt());
  }

  void remove(UserId user) throws SQLException {
    for (Mark mark : marks()) {
      if (mark.matches(user)) {
        sql.update("delete from blocked where salt = ?", mark.salt());
      }
    }
  }

  /// Returns the test whether a person is blocked; for all threads. It is the same as before if the
  /// marks are, and remembers its answers: many people are tested again every two seconds.
  Predicate<UserId> all() throws SQLException {
    List<Mark> marks = marks();
    if (!test.hasEqual(marks)) {
      test = new Test(marks);
    }
    return test;
  }

  /// Returns those of these people who have a mark.
  static List<UserId> matching(byte[] saltAndHash, Collection<UserId> people) {
    return people.stream().filter(Mark.of(saltAndHash)::matches).toList();
  }

  /// Makes these all blocked people.
  void mirror(BlockedPeople wanted) throws SQLException {
    sql.update("delete from blocked");
    for (Mark mark : wanted.marks()) {
      sql.update("insert into blocked (salt, hash) values (?, ?)", mark.salt(), mark.hash());
    }
  }

  private List<Mark> marks() throws SQLException {
    return sql.list(
        "select salt, hash from blocked order by salt",
        row -> mark(row.getBytes(1), row.getBytes(2)));
  }

  /// @throws SQLException when the row is invalid: then no one is recorded, because the row could
  ///   block anyone
  private static Mark mark(byte @Nullable [] salt, byte @Nullable [] hash) throws SQLException {
    if (salt == null || hash == null || salt.length != SALT || hash.length != HASH) {
      throw new SQLException("a blocked person cannot be read");
    }
    return new Mark(salt, hash);
  }

  private static byte[] hash(byte[] salt, UserId user) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      return digest.digest(user.value().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static final class Test implements Predicate<UserId> {
    private final List<Mark> marks;
    private final Map<UserId, Boolean> known = new ConcurrentHashMap<>();

    Test(List<Mark> marks) {
      this.marks = marks;
    }

    @Override
    public boolean test(UserId user) {
      return !marks.isEmpty()
          && known.computeIfAbsent(
              user, asked -> marks.stream().anyMatch(mark -> mark.matches(asked)));
    }

    private boolean hasEqual(List<Mark> others) {
      if (marks.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < marks.size(); i++) {
        if (!Arrays.equals(marks.get(i).salt(), others.get(i).salt())) {
          return false;
        }
      }
      return true;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // lives within this class only
  private record Mark(byte[] salt, byte[] hash) {
    static Mark of(byte[] saltAndHash) {
      return new Mark(
          Arrays.copyOf(saltAndHash, SALT), Arrays.copyOfRange(saltAndHash, SALT, SALT + HASH));
    }

    boolean matches(UserId user) {
      return MessageDigest.isEqual(hash, BlockedPeople.hash(salt, user));
    }
  }
}
