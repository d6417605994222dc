package io.carillon.foreign;

import io.carillon.catalog.ConfiguredEventTypes;
import io.carillon.catalog.ConfiguredResourceTypes;
import io.carillon.catalog.EventTypeRequest;
import io.carillon.configuration.ConfigurationDocument;
import io.carillon.configuration.ConfigurationImport;
import io.carillon.configuration.ConfigurationImportDocument;
import io.carillon.http.ObjectBody;
import io.carillon.json.Flaw;
import io.carillon.problem.ConstraintViolationMapper;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.ConfiguredOrganizations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Optional;

/** Imports the configuration of another service, in a transaction that has ended when the method returns: all or nothing. */
@ApplicationScoped
@Transactional
class ForeignImport implements KnownObjects {

    @Inject
    private ConfigurationImport imports;
    @Inject
    private ConfiguredEventTypes eventTypes;
    @Inject
    private ConfiguredResourceTypes resourceTypes;
    @Inject
    private ConfiguredOrganizations organizations;
    @Inject
    private Validator validator;

    /**
     * Imports {@code body}, the lists of {@code system}.
     *
     * @param isDryRun whether only the answer remains
     * @throws ProblemException 422 with each flaw, with pointers into {@code body}
     */
    ForeignImportDocument run(ForeignSystem system, ObjectBody body, boolean isDryRun) {
        Conversion conversion = new Conversion(system, this);
        system.read(new ForeignObject(body.members(), "", conversion), conversion);
        refuse(conversion.flaws());
        ConfigurationDocument document = conversion.document();
        refuse(atOrigin(ConstraintViolationMapper.flawsOf(validator.validate(document)), conversion));
        try {
            ConfigurationImportDocument imported = imports.run(document, isDryRun);
            return new ForeignImportDocument(imported.dryRun(), imported.changes(), conversion.ids(), conversion.omissions());
        } catch (ProblemException e) {
            refuse(atOrigin(e.flaws(), conversion));
            throw e;
        }
    }

    private static List<Flaw> atOrigin(List<Flaw> flaws, Conversion conversion) {
        return flaws.stream().map(conversion::atOrigin).toList();
    }

    private static void refuse(List<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            throw ProblemException.invalid(flaws);
        }
    }

    @Override
    public Optional<EventTypeRequest> eventType(String name) {
        return eventTypes.find(name);
    }

    @Override
    public boolean hasResourceType(String name) {
        return resourceTypes.find(name).isPresent();
    }

    @Override
    public boolean hasOrganization(String id) {
        return organizations.find(id).isPresent();
    }
}
