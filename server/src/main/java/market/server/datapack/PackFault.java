package market.server.datapack;

/** One thing wrong with a pack: where, and why. */
record PackFault(String file, long row, String field, String reason) {

    @Override
    public String toString() {
        return file + " row " + row + ", field " + field + ": " + reason;
    }
}
