package market.catalog;

/** A file is not taken as a picture. */
final class UnfitPictureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final PictureFault fault;

    UnfitPictureException(PictureFault fault) {
        super(fault.name());
        this.fault = fault;
    }

    PictureFault fault() {
        return fault;
    }
}
