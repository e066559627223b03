package market.server;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.Set;

/** The rooms and their directions, checked. */
@AnalyzeClasses(packages = "market", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Their sub-packages are doors of their own: the runtime of GraphQL, and what runs beside the engine. */
    private static final Set<String> OPEN_INSIDE = Set.of("local");

    @ArchTest
    static final ArchRule rooms_are_used_through_their_root_package =
            classes().should(useOtherRoomsThroughTheirRootPackage());

    @ArchTest
    static final ArchRule nobody_depends_on_the_server = noClasses()
            .that()
            .resideOutsideOfPackages("market.server..", "market.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("market.server..");

    @ArchTest
    static final ArchRule rules_know_nothing_of_graphql = noClasses()
            .that()
            .resideOutsideOfPackages("market.graphql..", "market.*.graphql..", "market.portal..", "market.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("market.graphql..");

    @ArchTest
    static final ArchRule only_the_kernel_and_redis_packages_know_lettuce = noClasses()
            .that()
            .resideOutsideOfPackages("market.kernel..", "market.*.redis..", "market.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule only_its_package_knows_elasticsearch = noClasses()
            .that()
            .resideOutsideOfPackage("market.search.elasticsearch..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("co.elastic..");

    @ArchTest
    static final ArchRule only_its_package_knows_alipay = noClasses()
            .that()
            .resideOutsideOfPackage("market.checkout.payment.alipay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.alipay..");

    @ArchTest
    static final ArchRule time_comes_from_the_clock = noClasses()
            .that()
            .resideOutsideOfPackages("market.kernel..", "market.local..", "market.benchmarks..", "market.server.demo..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule no_attics = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Service)")
            .andShould(be(DescribedPredicate.describe("not the enum of services", (JavaClass type) -> !type.isEnum())));

    @ArchTest
    static final ArchRule storage_stays_inside = classes()
            .that()
            .haveSimpleNameEndingWith("Repository")
            .or()
            .haveSimpleNameEndingWith("Row")
            .and()
            .resideOutsideOfPackage("market.server..")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule money_is_never_floating = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    "market.kernel..", "market.catalog..", "market.cart..", "market.checkout..", "market.settlement..")
            .should()
            .notHaveRawType(double.class)
            .andShould()
            .notHaveRawType(float.class);

    private static ArchCondition<JavaClass> useOtherRoomsThroughTheirRootPackage() {
        return new ArchCondition<>("use other rooms through their root package only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    var target = dependency.getTargetClass().getPackageName();
                    if (isInsideAnotherRoom(type.getPackageName(), target)) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isInsideAnotherRoom(String from, String to) {
        if (!to.startsWith("market.") || room(to).equals(room(from)) || OPEN_INSIDE.contains(room(to))) {
            return false;
        }
        // The server assembles the engine, so it alone may reach the runtime that rooms only contribute to.
        var isAssembly = room(from).equals("server") && to.equals("market.graphql.execution");
        return to.chars().filter(c -> c == '.').count() > 1 && !isAssembly;
    }

    private static String room(String packageName) {
        var parts = packageName.split("\\.", -1);
        return parts.length > 1 ? parts[1] : "";
    }
}
