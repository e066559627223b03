package market.server.demo;

/** Something the engine promises did not hold; the message names the step, the promise, and what came instead. */
public final class ClaimFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimFailedException(String step, String claim, Object expected, Object actual) {
        super("%s%n  claim:    %s%n  expected: %s%n  came:     %s".formatted(step, claim, expected, actual));
    }
}
