package market.inventory;

/**
 * What became of a batch whose sale was stopped.
 *
 * @param takenOff pieces that were free and left the shelf
 * @param promised pieces that orders had been given and that are still on the shelf
 * @param untracked free pieces of the product of which nobody knows the batch
 */
public record StoppedLot(long takenOff, long promised, long untracked) {}
