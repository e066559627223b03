package market.checkout.payment;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who collects money, by name: an attempt stays with the provider it was begun with. */
@Singleton
class Providers {

    private final Map<String, PaymentProvider> byName;

    Providers(List<PaymentProvider> providers) {
        byName = providers.stream().collect(Collectors.toUnmodifiableMap(PaymentProvider::name, Function.identity()));
    }

    PaymentProvider of(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("No provider is set up as " + name));
    }

    /** Empty when it is not set up here. */
    Optional<PaymentProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<PaymentProvider> all() {
        return List.copyOf(byName.values());
    }
}
