package market.search;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.catalog.Product;
import market.catalog.ProductId;
import market.catalog.VariantId;
import market.merchants.Merchant;
import market.search.text.Mark;

/**
 * What this room asks of its search server; the seam that keeps the vendor in one package. Every method throws {@link
 * IndexAwayException} when the server cannot answer.
 */
public interface ListingIndex {

    /** Whether calls are let through. Costs nothing while all is well; otherwise knocks once in a while. */
    boolean isReachable();

    ListingPage search(ListingQuery query);

    /** Where the words of a query stand in a text; asks no server. */
    List<Mark> marks(String words, String text);

    /** The hits of a page with what their places come from. */
    List<Explanation> explain(ListingQuery query);

    /** Goods whose name, or a word of it, begins with what was typed, without its spaces: best first. */
    List<Product> suggest(String typed, int limit);

    /** What the published index has of these products; those that it holds for not on sale are left out. */
    Map<ProductId, Indexed> read(Collection<ProductId> products);

    /** Whether there is an index that searches are answered from. */
    boolean isPublished();

    /** Makes an empty index that nobody searches yet. */
    void create(String index);

    String newName();

    /** What the names of all indices begin with that this release can use. */
    String form();

    /**
     * Writes to the published index, and to the one being built if there is one.
     *
     * @param building left out when it does not exist (any more): whoever builds it reads later than this write
     */
    WriteOutcome write(List<IndexWrite> writes, Optional<String> building);

    /** Writes to an index that is being built. */
    void fill(String index, List<IndexWrite> writes);

    /** Lets searches be answered from this index from now on, and drops all others. */
    void publish(String index);

    /** Drops an index that did not get ready. */
    void discard(String index);

    /**
     * How a write went.
     *
     * @param isMissing there is no published index
     * @param refused products whose document the server does not take; a fault of ours
     * @param wanting products of which only a part was to be written, and the rest is not there
     */
    record WriteOutcome(boolean isMissing, Set<ProductId> refused, Set<ProductId> wanting) {

        /** What two writes of other products came to. */
        public WriteOutcome and(WriteOutcome other) {
            return new WriteOutcome(
                    isMissing || other.isMissing, union(refused, other.refused), union(wanting, other.wanting));
        }

        private static Set<ProductId> union(Set<ProductId> one, Set<ProductId> other) {
            return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
        }
    }

    /** What a document says of a product. */
    record Indexed(Product product, Merchant seller, Map<VariantId, Long> available) {}
}
