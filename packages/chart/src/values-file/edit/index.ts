// Edits of a values file by source ranges. An entry of its own: what does not edit does not load `yaml`.
export {EditRefusal} from './edit-refusal.js'
export {editValues, makeEdit, readEditable, setValue, unsetValue, type EditableFile, type ValuesEdit} from './edit-values.js'
export {renderLineDiff} from './line-diff.js'
export {formatSettingPath, parseSettingPath, splitSetting} from './setting-path.js'
export {readTypedValue} from './typed-value.js'
