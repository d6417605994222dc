package io.carillon.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import io.carillon.access.AuditLog;
import io.carillon.access.OpenTo;
import io.carillon.database.EmbeddedDatabaseCompaction;
import io.carillon.http.ConfiguredObjects;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.persistence.Entity;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The architecture as rules: which room may use which, and what is allowed in one room only (see src/docs/architecture.md). */
@AnalyzeClasses(packages = "io.carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Each room, and the rooms that it may use; {@code platform}, {@code settings} and {@code meter} are open to all. */
    private static final Map<String, List<String>> MAY_USE = """
            openapi     access http problem
            mcp         access http problem json
            console     oidc tenant access http problem crypto database json
            docs        http
            foreign     configuration catalog tenant endpoint filter access http problem crypto json
            configuration source tenant catalog endpoint access http problem database json
            insight     queue rejected tracking tenant catalog endpoint filter message access http problem database json \
                        statistics
            asyncapi    tenant catalog endpoint access http problem database json
            intake      source quota queue rejected catalog tenant endpoint access http problem json trace
            source      filter tenant access http problem crypto database json
            broadcast   job queue catalog tenant endpoint access http problem database json
            queue       json crypto trace
            deadletter  coalescing queue json
            coalescing  quota queue rejected schema catalog tenant endpoint message database json trace statistics
            rejected    job queue access http problem database json
            monitor     dispatch operations endpoint queue access http problem database json
            retention   console coalescing quota rejected message tracking job access database statistics
            dispatch    coalescing endpoint message sending tracking database trace statistics
            poll        sending endpoint message access http problem database json statistics
            sample      sending tenant endpoint message catalog access http problem database json
            tracking    job operations sending message endpoint tenant access http problem database json
            operations  queue message endpoint tenant database json
            sending     endpoint template message problem address crypto json
            message     endpoint tenant database trace statistics
            endpoint    filter template tenant catalog access http problem address crypto database json
            filter      json
            template    json
            job         problem database json
            statistics  database
            quota       tenant access database problem json
            tenant      access http problem database json
            oidc        access json
            catalog     tenant schema access http problem database json
            schema      json
            access      http problem crypto database json
            http        problem crypto json
            problem     database json
            trace
            database
            json
            address
            crypto
            platform
            settings
            meter
            process     demo local
            demo        local
            local
            """.lines().map(line -> List.of(line.split(" +"))).collect(Collectors.toMap(room -> room.get(0), room -> room));

    @ArchTest
    static void roomsUseOnlyWhatTheyMay(JavaClasses all) {
        MAY_USE.forEach((room, others) -> {
            List<String> allowed = new ArrayList<>(others);
            allowed.addAll(List.of("platform", "settings", "meter"));
            classes().that().resideInAPackage(packageOf(room)).should(onlyUse(allowed)).check(all);
        });
    }

    /** Those that are open to all use nothing but themselves and settings. */
    @ArchTest
    static void whatIsOpenToAllUsesNoRoom(JavaClasses all) {
        classes().that().resideInAPackage(packageOf("platform")).should(onlyUse(List.of("platform", "settings"))).check(all);
        classes().that().resideInAPackage(packageOf("settings")).should(onlyUse(List.of("settings"))).check(all);
        classes().that().resideInAPackage(packageOf("meter")).should(onlyUse(List.of("meter", "platform", "settings")))
                .check(all);
    }

    private static ArchCondition<JavaClass> onlyUse(List<String> components) {
        String[] packages = components.stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
        DescribedPredicate<JavaClass> another = resideInAPackage("io.carillon..")
                .and(DescribedPredicate.not(resideInAnyPackage(packages)));
        return ArchConditions.never(
                dependOnClassesThat(another.as("of rooms other than %s", components)));
    }

    private static String packageOf(String component) {
        return "io.carillon." + component + "..";
    }

    @ArchTest
    static final ArchRule everyClassBelongsToARoom = classes().that().doNotHaveSimpleName("Api")
            .should().resideInAnyPackage(MAY_USE.keySet().stream().map(ArchitectureTest::packageOf).toArray(String[]::new));

    @ArchTest
    static final ArchRule settingsUseOnlyTheJdk = classes().that().resideInAPackage(packageOf("settings"))
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", packageOf("settings"));

    @ArchTest
    static final ArchRule roomsHaveNoCycles = slices().matching("io.carillon.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule jmsOnlyInTheQueueAndItsListeners = noClasses()
            .that().resideOutsideOfPackages(packageOf("queue"), packageOf("coalescing"), packageOf("deadletter"),
                    packageOf("process"))
            .should().dependOnClassesThat().resideInAPackage("jakarta.jms..");

    @ArchTest
    static final ArchRule theHttpClientOnlyInSending = noClasses()
            .that().resideOutsideOfPackage(packageOf("sending"))
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs.client..", "org.apache.hc..",
                    "org.glassfish.jersey..");

    @ArchTest
    static final ArchRule ejbOnlyForListenersTimersAndUnitsOfWork = noClasses()
            .that().haveSimpleNameNotEndingWith("Listener").and().haveSimpleNameNotEndingWith("Timer")
            .and().areNotAnnotatedWith(UnitOfWork.class)
            .should().dependOnClassesThat().resideInAPackage("jakarta.ejb..");

    @ArchTest
    static final ArchRule unitsOfWorkHaveTransactionsOfTheirOwn = classes().that().areAnnotatedWith(UnitOfWork.class)
            .should().beAnnotatedWith(Stateless.class)
            .andShould().beAnnotatedWith(new DescribedPredicate<>("@TransactionAttribute(REQUIRES_NEW)") {
                @Override
                public boolean test(JavaAnnotation<?> annotation) {
                    return annotation.getRawType().isEquivalentTo(TransactionAttribute.class)
                            && annotation.as(TransactionAttribute.class).value() == TransactionAttributeType.REQUIRES_NEW;
                }
            });

    /** Statements go through Sql and BulkStatement; SQLException is handled there. */
    @ArchTest
    static final ArchRule jdbcOnlyInTheDatabaseRoom = noClasses()
            .that().resideOutsideOfPackages(packageOf("database"), packageOf("process"))
            .should().dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage("java.sql..", "javax.sql..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(SQLException.class))));

    @ArchTest
    static final ArchRule timersRunOutsideTransactions = classes().that().haveSimpleNameEndingWith("Timer")
            .should().beAnnotatedWith(new DescribedPredicate<>("@TransactionManagement(BEAN)") {
                @Override
                public boolean test(JavaAnnotation<?> annotation) {
                    return annotation.getRawType().isEquivalentTo(TransactionManagement.class)
                            && annotation.as(TransactionManagement.class).value() == TransactionManagementType.BEAN;
                }
            });

    @ArchTest
    static final ArchRule resourcesNeitherTakeNorShowEntities = methods()
            .that().areDeclaredInClassesThat().areAnnotatedWith(Path.class).and().arePublic()
            .should(ArchConditions.not(ArchCondition.from(DescribedPredicate.describe("have an entity in their signature",
                    (JavaMethod method) -> Stream.concat(method.getParameterTypes().stream(), Stream.of(method.getReturnType()))
                            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                            .anyMatch(type -> type.isAnnotatedWith(Entity.class))))));

    @ArchTest
    static final ArchRule theLibraryOfMetricsOnlyInMeter = noClasses().that().resideOutsideOfPackage(packageOf("meter"))
            .should().dependOnClassesThat().resideInAnyPackage("io.prometheus..", "org.eclipse.microprofile.metrics..");

    @ArchTest
    static final ArchRule theLibraryOfTracesOnlyInTrace = noClasses().that().resideOutsideOfPackage(packageOf("trace"))
            .should().dependOnClassesThat().resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule theLibraryOfMarkdownOnlyInTheBuildOfTheDocumentation = noClasses()
            .that().resideOutsideOfPackage("io.carillon.docs.site").should().dependOnClassesThat()
            .resideInAPackage("org.commonmark..");

    @ArchTest
    static final ArchRule theServiceDoesNotNeedTheBuildOfTheDocumentation = noClasses()
            .that().resideOutsideOfPackage("io.carillon.docs.site").should().dependOnClassesThat()
            .resideInAPackage("io.carillon.docs.site");

    @ArchTest
    static final ArchRule theLibraryOfSchemasOnlyInSchema = noClasses().that().resideOutsideOfPackage(packageOf("schema"))
            .should().dependOnClassesThat().resideInAPackage("com.networknt..");

    @ArchTest
    static final ArchRule sendingKnowsNoDatabase = noClasses().that().resideInAPackage(packageOf("sending"))
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence..", "jakarta.transaction..", "java.sql..",
                    "javax.sql..");

    @ArchTest
    static final ArchRule timeAndIdsComeFromThePlatform = noClasses()
            .that().resideOutsideOfPackage(packageOf("platform"))
            .should().callMethod(Instant.class, "now").orShould().callMethod(UUID.class, "randomUUID")
            .orShould().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule noVendorOutsideTheProcess = noClasses().that().resideOutsideOfPackage(packageOf("process"))
            .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(EmbeddedDatabaseCompaction.class)))
            .should().dependOnClassesThat().resideInAnyPackage("fish.payara..", "org.apache.activemq..", "org.glassfish.api..",
                    "com.sun.enterprise..", "org.eclipse.persistence..", "org.hibernate..", "org.h2..", "org.postgresql..");

    @ArchTest
    static final ArchRule theListenersOnlyUnpackAndDelegate = noClasses().that().resideInAPackage(packageOf("coalescing"))
            .and().haveSimpleNameEndingWith("Listener")
            .should().dependOnClassesThat().resideInAnyPackage(packageOf("catalog"), packageOf("endpoint"),
                    packageOf("message"), "jakarta.persistence..", "java.sql..");

    private static final DescribedPredicate<JavaClass> THE_AUDIT_LOG = JavaClass.Predicates.assignableTo(AuditLog.class);
    private static final DescribedPredicate<JavaClass> WRITES_TO_IT = DescribedPredicate.describe("write to the audit log",
            writer -> writer.getDirectDependenciesFromSelf().stream()
                    .anyMatch(used -> THE_AUDIT_LOG.test(used.getTargetClass())));

    @ArchTest
    static final ArchRule whatChangesSomethingIsAudited = classes()
            .that().areAnnotatedWith(Path.class).and(DescribedPredicate.describe("have a method that writes",
                    (JavaClass resource) -> resource.getMethods().stream().anyMatch(method ->
                            method.isAnnotatedWith(POST.class) || method.isAnnotatedWith(PUT.class)
                                    || method.isAnnotatedWith(PATCH.class)
                                    || method.isAnnotatedWith(DELETE.class))))
            .and().doNotHaveSimpleName("ChangesResource").and().doNotHaveSimpleName("EndpointSamplesResource")
            .and().doNotHaveSimpleName("DryRunResource").and().doNotHaveSimpleName("UrlChecksResource")
            .and().doNotHaveSimpleName("FilterChecksResource").and().doNotHaveSimpleName("ConfigurationResource")
            .and().doNotHaveSimpleName("SourceWebhooksResource").and().doNotHaveSimpleName("SourceDryRunResource")
            .and().doNotHaveSimpleName("SvixImportResource").and().doNotHaveSimpleName("OutpostImportResource")
            .should().dependOnClassesThat(THE_AUDIT_LOG.or(WRITES_TO_IT));

    @ArchTest
    static final ArchRule whatIsConfiguredIsAudited = classes().that().implement(ConfiguredObjects.class)
            .should().dependOnClassesThat(THE_AUDIT_LOG.or(WRITES_TO_IT));

    @ArchTest
    static final ArchRule everyResourceMethodStatesWhoMayCallIt = methods()
            .that().areDeclaredInClassesThat().areAnnotatedWith(Path.class).and().arePublic()
            .should().beAnnotatedWith(OpenTo.class).orShould().beDeclaredInClassesThat().areAnnotatedWith(OpenTo.class);
}
