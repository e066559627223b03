package market.portal.bulk;

import java.io.IOException;

/** A file that cannot be read on from a place. */
final class BrokenTableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient TableFault fault;

    BrokenTableException(TableFault fault) {
        super(fault.reason().en());
        this.fault = fault;
    }

    static BrokenTableException of(String zh, String en) {
        return new BrokenTableException(TableFault.of(0, null, null, zh, en));
    }

    TableFault fault() {
        return fault;
    }
}
