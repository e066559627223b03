package market.inventory.redis;

/** What the gate of a flash sale said to a buyer; all counts are pieces of the stock that is sold. */
public sealed interface GateAnswer {
    /** Go on to the hold, but for no more than {@code most} with what the buyer holds already. */
    record Admitted(long most) implements GateAnswer {}

    /** By Redis's clock the sale has not begun or is over. */
    record NotRunning() implements GateAnswer {}

    record AboveLimit() implements GateAnswer {}

    record SoldOut(long left) implements GateAnswer {}

    /** There is no gate, or one of another incarnation of Redis. */
    record Missing() implements GateAnswer {}

    record Unreachable() implements GateAnswer {}
}
