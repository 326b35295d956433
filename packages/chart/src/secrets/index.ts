export {adminHashPlace, licencePlace, providerPlace, secretPlace, type SecretPlace} from './places.js'
export {externalSecretManifests, secretManifests, storeContent, type SecretStore, type StoredSecret} from './manifests.js'
