package market.merchants;

import market.kernel.DomainEvent;

/** A key ended before its time: nobody may believe it any more. */
public record CredentialRevoked(String secretHash) implements DomainEvent {

    @Override
    public String aggregateId() {
        return secretHash;
    }
}
