package market.kernel;

/**
 * Something that happened, said by the room it happened in: a record in past tense with ids and facts, in the room's
 * root package. It is stored as JSON, so its components are ids, numbers, texts and other such records.
 */
public interface DomainEvent {

    /** Events of one aggregate reach each listener in the order they were said. */
    String aggregateId();
}
