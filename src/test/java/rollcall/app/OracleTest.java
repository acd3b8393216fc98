package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.testkit.Oracle;

/// The oracle's own tests: each planted error is found.
class OracleTest {
  @Test
  void theOracleFindsEachPlantedErrorAndNothingInATrueRecord() throws Exception {
    assumeTrue(Oracle.hasPython(), "Not run: there is no python3 on this computer.");
    Oracle.Verdict tests = Oracle.run(List.of("python3", "-B", "test_oracle.py"));
    assertEquals(0, tests.code(), tests.text());
    assertTrue(tests.text().contains("Ran 2"), tests.text());
  }
}
